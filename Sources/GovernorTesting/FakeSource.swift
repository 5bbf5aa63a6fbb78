public import Governor
public import Policy
internal import Synchronization

/// A source whose readings a test scripts: as a stand-in for any source of a policy, or as the type `fake` in a policy of the test's own.
///
/// Until it is told otherwise it gives one absent record, or as many as there are entities.
public final class FakeSource: SourcePlugin {
  /// What a read comes to. Values are texts, as a server would send them, and go through the same parsing.
  public enum Answer: Sendable {
    /// One record by field; without fields it is absent.
    case record([String: String])
    /// The records of entities by name; those that are not named are absent.
    case records([String: [String: String]])
    /// The records under keys, by the key of the first template; those that are not named are absent.
    case keys([String: [String: String]])
    /// Entities that the source finds, each with its record.
    case entities([(name: String, fields: [String: String])])
    /// The read fails.
    case fault(PluginFault)
    /// Just this reading, however little it fits the request.
    case reading(Reading)
    /// No answer before the deadline.
    case never
  }

  private struct State {
    var answer = Answer.record([:])
    var isHeld = false
    var requests: [ReadRequest] = []
    var finished = 0
    var closed = 0
    var injected: [(record: InjectedRecord, ttl: Double)] = []
    var injectionFault: PluginFault?
  }

  private let state = Mutex(State())

  /// A source that gives an answer, the same each time until another is set.
  public init(_ answer: Answer = .record([:])) {
    state.withLock { $0.answer = answer }
  }

  /// Sets what further reads come to.
  public func answer(_ answer: Answer) { state.withLock { $0.answer = answer } }
  /// Keeps reads waiting until `release`, their deadline or their cancellation.
  public func hold() { state.withLock { $0.isHeld = true } }
  /// Lets waiting reads go on.
  public func release() { state.withLock { $0.isHeld = false } }

  /// What was asked for, in order.
  public var requests: [ReadRequest] { state.withLock { $0.requests } }
  /// How many reads have ended.
  public var finished: Int { state.withLock { $0.finished } }
  /// How often it was closed.
  public var closed: Int { state.withLock { $0.closed } }

  /// Answers as it was told to.
  public func read(_ request: ReadRequest) async throws(PluginFault) -> Reading {
    state.withLock { $0.requests.append(request) }
    defer { state.withLock { $0.finished += 1 } }
    while true {
      let (answer, isHeld) = state.withLock { ($0.answer, $0.isHeld) }
      if !isHeld {
        switch answer {
        case .never: break
        case .fault(let fault): throw fault
        case .reading(let reading): return reading
        case .record(let record): return Reading(records: records(request) { _ in record })
        case .records(let all): return Reading(records: records(request) { $0.flatMap { all[$0] } ?? [:] })
        case .keys(let all): return Reading(records: records(request, under: all))
        case .entities(let found): return entities(found, request)
        }
      }
      guard request.deadline > .now else { throw PluginFault(.unreachable, place: "the fake", message: "the deadline passed") }
      do {
        try await Task.sleep(for: .milliseconds(1))
      } catch {
        throw PluginFault(.unreachable, place: "the fake", message: "cancelled")
      }
    }
  }

  /// The records that were injected, with the seconds that each lives. They change no answer.
  public var injected: [(record: InjectedRecord, ttl: Double)] { state.withLock { $0.injected } }
  /// Lets further injections fail; nil lets them succeed.
  public func failInjection(_ fault: PluginFault?) { state.withLock { $0.injectionFault = fault } }

  /// Keeps the record, or fails.
  public func inject(_ record: InjectedRecord, ttl: Double, until deadline: ContinuousClock.Instant) async throws(PluginFault) -> String {
    if let fault = state.withLock({ $0.injectionFault }) { throw fault }
    state.withLock { $0.injected.append((record, ttl)) }
    return "the fake"
  }

  /// Counts.
  public func close() async { state.withLock { $0.closed += 1 } }

  private func records(_ request: ReadRequest, of record: (String?) -> [String: String]) -> RecordBatch {
    let rows = request.entities?.count ?? 1
    var builder = request.builder(rows: rows)
    for row in 0..<rows { Self.set(record(request.entities?.name(row)), row, request, &builder) }
    return builder.finish()
  }

  private func records(_ request: ReadRequest, under keys: [String: [String: String]]) -> RecordBatch {
    let rows = request.entities?.count ?? 1
    var builder = RecordBatchBuilder(fields: request.fields, rows: rows)
    for row in 0..<rows {
      guard let column = request.keys.first, row < column.count, column.states[row].isPresent else { continue }
      Self.set(keys[column.texts.string(row: row)] ?? [:], row, request, &builder)
    }
    return builder.finish()
  }

  private func entities(_ found: [(name: String, fields: [String: String])], _ request: ReadRequest) -> Reading {
    var builder = request.builder(rows: found.count)
    for (row, entity) in found.enumerated() {
      builder.setPresent(row: row)
      Self.set(entity.fields, row, request, &builder)
    }
    return Reading(records: builder.finish(), entities: EntityTable(found.map(\.name)))
  }

  private static func set(_ record: [String: String], _ row: Int, _ request: ReadRequest, _ builder: inout RecordBatchBuilder) {
    for (field, declaration) in request.fields.enumerated() {
      guard let text = record[declaration.name] else { continue }
      let bytes = Array(text.utf8)
      builder.set(bytes.span, field: field, row: row)
    }
  }
}

extension FakeSource {
  /// What a policy says of a `fake` source.
  public struct Configuration: SourceConfiguration {
    /// The fields.
    public let fields: [RecordField]
    let key: KeyTemplate?
    let findsEntities: Bool

    /// The key, which makes the source one record for each entity.
    public var templates: [KeyTemplate] { key.map { [$0] } ?? [] }
    /// It finds entities if it is told to.
    public var entities: EntityProvision { findsEntities ? .anyName : .none }
  }

  /// It keeps what is injected.
  public static var canInject: Bool { true }
  /// The word behind `type:`.
  public static var type: String { "fake" }
  /// For the reference.
  public static var summary: String { "Gives what a test tells it to." }
  /// The configuration.
  public static var schema: Schema<Configuration> {
    Schema(
      .optional("fields", .recordFields, default: [], shown: "none", "The fields, and what each may hold."),
      .optional("key", .keyTemplate, "With the entity in braces there is one record for each entity."),
      .optional("finds_entities", .boolean, default: false, "Whether `for_each` can name the source."),
      make: { Configuration(fields: $0, key: $1, findsEntities: $2) })
  }
  /// Examples for the reference.
  public static var examples: PluginExamples {
    PluginExamples(
      accepted: [
        PluginExample("one record", "type: fake\nfields:\n  load: {type: number}\n"),
        PluginExample("a record for each entity", "type: fake\nkey: x:{symbol}\nfields:\n  load: {type: number}\n"),
      ],
      refused: [PluginExample("a field without a type", "type: fake\nfields:\n  load: {}\n")])
  }

  /// A source that gives absent records.
  public convenience init(_ configuration: Configuration, in context: BuildContext) {
    self.init()
  }
}
