internal import Policy
internal import Synchronization

/// Reads one source for all policies that declare it alike: once in a round, and for each no longer than it waits.
final class SourceReader: Sendable {
  private let plugin: (any SourcePlugin)?
  private let type: String
  private let gate = CallGate()
  /// The fields that any of the policies needs.
  private let wanted = Mutex<Set<Int>>([])

  /// A reader through a plugin; without one nothing can be read.
  init(_ plugin: (any SourcePlugin)?, type: String) {
    self.plugin = plugin
    self.type = type
  }

  /// The fields that are fetched.
  var wantedFields: Set<Int> { wanted.withLock { $0 } }

  /// Fetches these fields too, from now on.
  func want(_ fields: Set<Int>) { wanted.withLock { $0.formUnion(fields) } }

  /// Reads, or takes what was read in the request's round for the same entities and keys.
  func read(_ request: ReadRequest) async -> Result<Reading, PluginFault> {
    guard let plugin else {
      return .failure(
        PluginFault(.unreachable, place: "the host", message: "has no plugin of the type that the policy was loaded with"))
    }
    let readings = await request.round.value(ObjectIdentifier(self)) { RoundReadings() }
    guard let task = readings.task(for: request, isBusy: gate.isBusy, read: { await Self.read(plugin, self.whole(request)) }) else {
      return .failure(fault("an earlier read has not ended yet"))
    }
    return switch await gate.wait(for: task, until: request.deadline) {
    case .value(let result): result
    case .late, .busy: .failure(fault("the read did not end by its deadline"))
    }
  }

  /// How often a round had to read.
  func reads(in round: ReadingRound) async -> Int {
    await round.value(ObjectIdentifier(self)) { RoundReadings() }.count
  }

  /// Lets go of what the plugin holds.
  func close() async { await plugin?.close() }

  /// The request with all fields that any of the policies needs.
  private func whole(_ request: ReadRequest) -> ReadRequest {
    let fields = wanted.withLock { $0.union(request.wanted) }.sorted()
    return ReadRequest(
      fields: request.fields, wanted: fields, entities: request.entities, keys: request.keys, deadline: request.deadline,
      keepsRaw: request.keepsRaw, round: request.round)
  }

  private static func read(_ plugin: any SourcePlugin, _ request: ReadRequest) async -> Result<Reading, PluginFault> {
    do throws(PluginFault) {
      return .success(try await plugin.read(request))
    } catch {
      return .failure(error)
    }
  }

  private func fault(_ message: String) -> PluginFault {
    PluginFault(.unreachable, place: "the plugin `\(type)`", message: message)
  }
}

/// What one source was asked for in a round: a key that a field of another source fills may be another one for each policy.
private final class RoundReadings: Sendable {
  private struct Kept: Sendable {
    let entities: EntityTable?
    let keys: [Column]
    let task: Task<Result<Reading, PluginFault>, Never>

    func fits(_ request: ReadRequest) -> Bool {
      guard keys.count == request.keys.count, (entities == nil) == (request.entities == nil) else { return false }
      if let one = entities?.names, let other = request.entities?.names, !Self.areEqual(one, other) { return false }
      return zip(keys, request.keys).allSatisfy { one, other in
        one.states == other.states && one.isText == other.isText && (!one.isText || Self.areEqual(one.texts, other.texts))
      }
    }

    private static func areEqual(_ one: TextColumn, _ other: TextColumn) -> Bool {
      one.count == other.count && (0..<one.count).allSatisfy { one.isEqual(row: $0, to: $0, of: other) }
    }
  }

  private let kept = Mutex<[Kept]>([])

  /// How many reads there were.
  var count: Int { kept.withLock { $0.count } }

  /// The read of a request, begun by the first who asks; nil where it would have to begin while the plugin is busy.
  func task(
    for request: ReadRequest, isBusy: Bool, read: @escaping @Sendable () async -> Result<Reading, PluginFault>
  ) -> Task<Result<Reading, PluginFault>, Never>? {
    kept.withLock { kept in
      if let known = kept.first(where: { $0.fits(request) }) { return known.task }
      guard !isBusy else { return nil }
      let task = Task { await read() }
      kept.append(Kept(entities: request.entities, keys: request.keys, task: task))
      return task
    }
  }
}
