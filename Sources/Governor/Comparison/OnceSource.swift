internal import Policy
internal import Synchronization

/// Reads another source once and gives what came whenever it is asked: for two policies that are to see the same.
final class OnceSource: SourcePlugin {
  struct Configuration: SourceConfiguration {
    var fields: [RecordField] { [] }
    var templates: [KeyTemplate] { [] }
    var entities: EntityProvision { .none }
  }

  static var type: String { "once" }
  static var summary: String { "Gives what another source read before." }
  static var schema: Schema<Configuration> { Schema(make: { Configuration() }) }
  static var examples: PluginExamples { PluginExamples(accepted: [], refused: []) }

  private let source: (any SourcePlugin)?
  /// What came, and the keys that were asked for.
  private struct Kept {
    let result: Result<Reading, PluginFault>
    let keys: [Column]
  }

  private let kept = Mutex<[Kept]>([])

  /// A source that reads through another.
  init(_ source: (any SourcePlugin)?) {
    self.source = source
  }

  /// A source that no host names: there is nothing behind it.
  convenience init(_ configuration: Configuration, in context: BuildContext) {
    self.init(nil)
  }

  func read(_ request: ReadRequest) async throws(PluginFault) -> Reading {
    // A key that a field of another source fills may be another one for each policy, and another one by now, where that record went
    // stale between two rounds.
    if let known = kept.withLock({ $0.first { Self.areSame($0.keys, request.keys) } }) { return try known.result.get() }
    let result: Result<Reading, PluginFault>
    do throws(PluginFault) {
      guard let source else {
        throw PluginFault(.unreachable, place: "the host", message: "has no plugin of the type that the policy was loaded with")
      }
      // Another policy may want other fields of the same record.
      let all = ReadRequest(
        fields: request.fields, wanted: Array(request.fields.indices), entities: request.entities, keys: request.keys,
        deadline: request.deadline, keepsRaw: request.keepsRaw)
      result = .success(try await source.read(all))
    } catch {
      result = .failure(error)
    }
    kept.withLock { $0.append(Kept(result: result, keys: request.keys)) }
    return try result.get()
  }

  /// How often the other source was read.
  var reads: Int { kept.withLock { $0.count } }

  private static func areSame(_ one: [Column], _ other: [Column]) -> Bool {
    one.count == other.count
      && zip(one, other).allSatisfy { a, b in
        a.states == b.states && a.isText == b.isText
          && (!a.isText || a.states.indices.allSatisfy { a.texts.isEqual(row: $0, to: $0, of: b.texts) })
      }
  }

  func close() async { await source?.close() }
}
