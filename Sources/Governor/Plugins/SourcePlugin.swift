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
  /// Whether it can write a record in the place where it reads one, as an `inject` of `api` asks. Left out, it cannot, and the loader
  /// refuses that.
  static var canInject: Bool { get }

  /// Builds a source. Contacts nothing.
  init(_ configuration: Configuration, in context: BuildContext)
  /// Reads once, before the deadline.
  func read(_ request: ReadRequest) async throws(PluginFault) -> Reading
  /// Writes a record in the place where it reads its one, for so many seconds, before the deadline: whole and with its end, or not at all.
  /// Tells where, for a person. Only asked of a type that can, and of a source whose key never changes.
  func inject(_ record: InjectedRecord, ttl: Double, until deadline: ContinuousClock.Instant) async throws(PluginFault) -> String
  /// Lets go of what it holds.
  func close() async
}

extension SourcePlugin {
  /// It only reads.
  public static var canInject: Bool { false }
  /// A fault: it only reads.
  public func inject(_ record: InjectedRecord, ttl: Double, until deadline: ContinuousClock.Instant) async throws(PluginFault) -> String {
    throw PluginFault(.invalid, place: "the plugin `\(Self.type)`", message: "cannot write what it reads")
  }
}

/// What a source is asked for.
public struct ReadRequest: Sendable {
  /// The fields of the source; records have a column for each.
  public let fields: [RecordField]
  /// The fields that are needed, by index, ascending; the columns of the others may stay empty.
  public let wanted: [Int]
  /// The entities whose records are wanted, one row each, in this order; nil where the source has one record or finds the entities itself.
  public let entities: EntityTable?
  /// The keys to read, all placeholders filled: a column of texts for each of the configuration's templates, in that order, with a row for
  /// each entity, or one. Where a row is missing there is no key, and its record is to be left absent.
  public let keys: [Column]
  /// When the read must have ended.
  public let deadline: ContinuousClock.Instant
  /// Whether somebody wants to see what came beside what it was read as.
  public let keepsRaw: Bool
  /// The round of ticks that it belongs to: what was fetched in it for another need not be fetched again.
  public let round: ReadingRound

  /// A request.
  public init(
    fields: [RecordField], wanted: [Int], entities: EntityTable?, keys: [Column] = [], deadline: ContinuousClock.Instant,
    keepsRaw: Bool = false, round: ReadingRound = ReadingRound(isShared: false)
  ) {
    self.keepsRaw = keepsRaw
    self.round = round
    self.fields = fields
    self.wanted = wanted
    self.entities = entities
    self.keys = keys
    self.deadline = deadline
  }

  /// A request for a source by itself, such as in a test: fields of other sources in its keys are missing. `wanted` is all fields where it
  /// is left out.
  public init(
    _ declaration: SourceDeclaration, wanted: [Int]? = nil, entities: EntityTable? = nil, deadline: ContinuousClock.Instant
  ) {
    let keys = SourceKeys(declaration, among: []).batch(entities: entities, settled: { _ in nil })
    self.init(
      fields: declaration.fields, wanted: wanted ?? Array(declaration.fields.indices), entities: entities, keys: keys.columns,
      deadline: deadline)
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
