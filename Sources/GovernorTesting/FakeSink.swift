public import Governor
public import Policy
internal import Synchronization

/// A sink that keeps what it is given and answers as a test tells it to: as a stand-in, or as the type `fake` in a policy.
public final class FakeSink: SinkPlugin {
  /// One row as it would be written: texts by output.
  public struct Row: Sendable, Hashable {
    /// The entity; nil where there is none.
    public let entity: String?
    /// The texts by the names of the outputs.
    public let values: [String: String]

    /// A row.
    public init(entity: String?, values: [String: String]) {
      self.entity = entity
      self.values = values
    }
  }

  private struct State {
    var fault: PluginFault?
    var writes: [[Row]] = []
    var deletions: [[String?]] = []
    var previews = 0
    var closed = 0
  }

  private let state = Mutex(State())

  /// A sink that writes everything, or fails with a fault.
  public init(failing fault: PluginFault? = nil) {
    state.withLock { $0.fault = fault }
  }

  /// Lets further writes fail; nil lets them succeed.
  public func fail(_ fault: PluginFault?) { state.withLock { $0.fault = fault } }
  /// What was written, a list of rows for each write that did not fail.
  public var writes: [[Row]] { state.withLock { $0.writes } }
  /// The entities whose keys were to be deleted, a list for each write that did not fail and had any; nil stands for the one of a tick.
  public var deletions: [[String?]] { state.withLock { $0.deletions } }
  /// How often it was asked for a preview.
  public var previews: Int { state.withLock { $0.previews } }
  /// How often it was closed.
  public var closed: Int { state.withLock { $0.closed } }

  /// Keeps the rows, or fails them all.
  public func write(_ batch: OutputBatch, until deadline: ContinuousClock.Instant) async -> WriteResult {
    let rows = Self.rows(batch)
    return state.withLock { state in
      if let fault = state.fault { return WriteResult(written: 0, failed: rows.count + batch.deletions.count, fault: fault) }
      if !rows.isEmpty { state.writes.append(rows) }
      if !batch.deletions.isEmpty { state.deletions.append(batch.deletions.map(batch.entity)) }
      return WriteResult(written: rows.count, deleted: batch.deletions.count)
    }
  }

  /// A line for each row and each deletion.
  public func preview(_ batch: OutputBatch) -> [String] {
    state.withLock { $0.previews += 1 }
    return Self.rows(batch).map { row in
      ([row.entity ?? "-"] + row.values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }).joined(separator: " ")
    } + batch.deletions.map { "delete \(batch.entity($0) ?? "-")" }
  }

  /// What was written last for an entity, its fields by name; a fault where it is to fail.
  public func record(of entity: String?, until deadline: ContinuousClock.Instant) async throws(PluginFault) -> StoredRecord? {
    let (fault, rows) = state.withLock { ($0.fault, $0.writes.joined().filter { $0.entity == entity }) }
    if let fault { throw fault }
    return StoredRecord((rows.last?.values ?? [:]).sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
  }

  /// Counts.
  public func close() async { state.withLock { $0.closed += 1 } }

  private static func rows(_ batch: OutputBatch) -> [Row] {
    batch.rows.map { row in
      Row(
        entity: batch.entity(row),
        values: Dictionary(batch.outputs.map { ($0.name, $0.text(row: row)) }, uniquingKeysWith: { first, _ in first }))
    }
  }
}

extension FakeSink {
  /// What a policy says of a `fake` sink.
  public struct Configuration: SinkConfiguration {
    /// What is written.
    public let outputs: [OutputField]
    let key: KeyTemplate?
    /// The key, where there is one.
    public var templates: [KeyTemplate] { key.map { [$0] } ?? [] }
    /// The same.
    public var writtenKeys: WrittenKeys? { key.map { WrittenKeys(place: KeyPlace("the fake"), template: $0) } }
    /// A test looks at it alone.
    public var toleratesShadows: Bool { true }
  }

  /// It keeps in mind what it is to delete.
  public static var canDelete: Bool { true }
  /// It keeps what was written.
  public static var canShow: Bool { true }
  /// The word behind `type:`.
  public static var type: String { "fake" }
  /// For the reference.
  public static var summary: String { "Keeps what it is given, for tests." }
  /// The configuration.
  public static var schema: Schema<Configuration> {
    Schema(
      .required("fields", .outputs, "What is written: names and expressions."),
      .optional("key", .keyTemplate, "By which it is kept apart from other sinks; nothing else comes of it."),
      make: { Configuration(outputs: $0, key: $1) })
  }
  /// Examples for the reference.
  public static var examples: PluginExamples {
    PluginExamples(
      accepted: [PluginExample("the time", "type: fake\nfields:\n  at: now\n")],
      refused: [PluginExample("nothing to write", "type: fake\n")])
  }

  /// A sink that writes everything.
  public convenience init(_ configuration: Configuration, in context: BuildContext) {
    self.init()
  }
}
