public import Policy

/// A type of source: it reads one or many records into columns.
///
/// Building has no side effects; the first read connects. `close` may come twice, and without a read.
public protocol SourcePlugin: Sendable {
  /// Its part of a policy, decoded.
  associatedtype Configuration: SourceConfiguration
  /// The word behind `type:`, a noun in snake_case.
  static var type: String { get }
  /// One sentence for the reference.
  static var summary: String { get }
  /// The one declaration of its configuration.
  static var schema: Schema<Configuration> { get }
  /// Bodies that are accepted and refused.
  static var examples: PluginExamples { get }

  /// Builds a source. Contacts nothing.
  init(_ configuration: Configuration, in context: BuildContext)
  /// Reads once, before the deadline.
  func read(_ request: ReadRequest) async throws(PluginFault) -> Reading
  /// Lets go of what it holds.
  func close() async
}

/// What a source is asked for.
public struct ReadRequest: Sendable {
  /// The fields of the source; records have a column for each.
  public let fields: [RecordField]
  /// The fields that are needed, by index, ascending; the columns of the others may stay empty.
  public let wanted: [Int]
  /// The entities whose records are wanted, one row each, in this order; nil where the source has one record or finds the entities itself.
  public let entities: EntityTable?
  /// When the read must have ended.
  public let deadline: ContinuousClock.Instant
  /// Whether somebody wants to see what came beside what it was read as.
  public let keepsRaw: Bool

  /// A request.
  public init(
    fields: [RecordField], wanted: [Int], entities: EntityTable?, deadline: ContinuousClock.Instant, keepsRaw: Bool = false
  ) {
    self.keepsRaw = keepsRaw
    self.fields = fields
    self.wanted = wanted
    self.entities = entities
    self.deadline = deadline
  }

  /// A builder of as many records as the source has, as the request wants them.
  public func builder(rows: Int) -> RecordBatchBuilder {
    RecordBatchBuilder(fields: fields, rows: rows, keepsRaw: keepsRaw)
  }
}

/// What a source has read.
public struct Reading: Sendable {
  /// A row for each entity of the request, of `entities`, or one.
  public let records: RecordBatch
  /// The entities that the source found, if it finds any.
  public let entities: EntityTable?
  /// Keys that were met and left alone because they did not fit.
  public let skippedKeys: Int

  /// A reading.
  public init(records: RecordBatch, entities: EntityTable? = nil, skippedKeys: Int = 0) {
    self.records = records
    self.entities = entities
    self.skippedKeys = skippedKeys
  }
}
