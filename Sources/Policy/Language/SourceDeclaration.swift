public import Diagnostics

/// What a plugin's configuration tells the language about a source.
public protocol SourceConfiguration: Sendable {
  /// The fields of a record, in the order of their columns.
  var fields: [RecordField] { get }
  /// The keys that it reads, if it reads any. One that the entity stands in, or a field of a source with a record for each entity, makes
  /// the source one record per entity. The host makes the keys of every read from them: `ReadRequest.keys`, in this order.
  var templates: [KeyTemplate] { get }
  /// The entities that the source finds, if it finds any.
  var entities: EntityProvision { get }
  /// Where the data should be, for a person whose data is not there; holds no secret. `keys` are those that were read, one for each template.
  /// Left out, nothing is said.
  func origin(under keys: [String]) -> String?
  /// The keys that it reads, as patterns by which what is written is kept apart from it; nil where it reads no shared keys. Left out, nobody can
  /// tell a shadow that writes what this source reads.
  var readKeys: ReadKeys? { get }
  /// Where the address of its server stands in the policy, if it has one.
  var address: SourceSpan? { get }
  /// The name under `connections` by which it reaches its server, if it does so by one.
  var connection: String? { get }
  /// The key or address under which the record of an entity is read, for a person; holds no secret. Nil where there is none.
  func place(entity: String?) -> String?
  /// What the data calls a field, where that is not the field's `key`.
  func name(ofField field: Int) -> String?
  /// Whether the data stands in the policy itself, so that nothing outside can change or break it; false unless a plugin says otherwise.
  var standsInPolicy: Bool { get }
  /// What decides what is read and does not stand in the source's own text, such as the folder from which its paths count. Nil is nothing.
  var distinction: String? { get }
  /// Where the policy itself gives the record of an entity this text for a field; nil where it does not.
  func span(ofField field: Int, entity: String?, text: String) -> SourceSpan?
}

extension SourceConfiguration {
  /// Nothing.
  public func origin(under keys: [String]) -> String? { nil }
  /// None.
  public var readKeys: ReadKeys? { nil }
  /// None.
  public var address: SourceSpan? { nil }
  /// None.
  public var connection: String? { nil }
  /// The first key, with the entity in its place.
  public func place(entity: String?) -> String? { templates.first?.text(entity: entity) }
  /// Nothing.
  public func name(ofField field: Int) -> String? { nil }
  /// It comes from outside.
  public var standsInPolicy: Bool { false }
  /// Nothing.
  public var distinction: String? { nil }
  /// Nowhere.
  public func span(ofField field: Int, entity: String?, text: String) -> SourceSpan? { nil }
}

/// Whether a source tells which entities there are.
public enum EntityProvision: Sendable {
  /// It reads; it finds none.
  case none
  /// It finds entities under the name of a placeholder.
  case placeholder(String, SourceSpan)
  /// It finds entities of whatever name `for_each` gives them.
  case anyName
}

/// A source of a policy, checked.
public struct SourceDeclaration: Sendable {
  /// Its name in expressions.
  public let name: String
  /// Where the name stands.
  public let span: SourceSpan
  /// The plugin.
  public let type: String
  /// Whether there is one record for the tick or one for each entity.
  public let cadence: Cadence
  /// Whether it is the source that `for_each` names.
  public let providesEntities: Bool
  /// The sources whose fields stand in its keys: they are read and settled before it is.
  public let needs: [String]
  /// The fields of a record.
  public let fields: [RecordField]
  /// The register of each field in the program.
  public let registers: [Register]
  /// The field that says when the data was true.
  public let asOf: Int?
  /// Seconds after which a record is stale; nil is never.
  public let staleAfter: Double?
  /// Where `stale_after` stands, if it is written.
  let staleAfterSpan: SourceSpan?
  /// Seconds that data may be ahead of the host's clock.
  public let clockSkew: Double
  /// Seconds that a read may take.
  public let timeout: Double
  /// What stands for a record that is not fresh.
  public let fallback: Fallback
  /// Fields that something reads or that decide the record's state; the others need not be fetched.
  public let wantedFields: Set<Int>
  /// What decides what is read: two sources with the same identity read the same, where they have the same entities and, with fields of other
  /// sources in their keys (`needs`), come to the same keys. It holds addresses, and is never shown.
  public let identity: Secret
  /// Tells what is read, like `identity`, and no secret: passwords are left out of it. The same in every process.
  public let fingerprint: UInt64
  /// The plugin's own part.
  public let configuration: any SourceConfiguration
}
