import Governor
import Policy

/// The simulated world: it moves on in small steps, and tells what its producers would write. It does no I/O.
struct World: Sendable {
  /// A change of a hash in Redis.
  enum Change: Sendable {
    case write(key: String, fields: [(name: String, value: String)])
    case delete(key: String)
  }

  private struct Producer: Sendable {
    let key: String
    let entity: String?
    let hash: Scenario.Hash
    var fields: [(name: String, state: SignalState)]
  }

  private let scenario: Scenario
  private var random = SystemRandomNumberGenerator()
  private var producers: [Producer] = []
  private var series: [(name: String, state: SignalState)] = []
  private var open: Set<String> = []
  private var nextChange = 0.0
  /// Seconds since the demo began.
  private(set) var elapsed = 0.0

  init(_ scenario: Scenario) {
    self.scenario = scenario
    let names = scenario.entities?.names ?? []
    for hash in scenario.hashes.map(\.value) {
      let owners: [String?] = hash.key.contains("{entity}") ? names : [nil]
      for owner in owners {
        let key = owner.map { Self.filled(hash.key, $0) } ?? hash.key
        let fields = hash.fields.map { ($0.name, SignalState($0.value, using: &random)) }
        producers.append(Producer(key: key, entity: owner, hash: hash, fields: fields))
      }
    }
    series = (scenario.metrics?.series ?? []).map { ($0.name, SignalState($0.value, using: &random)) }
    nextChange = scenario.entities?.changeEvery ?? 0
    open = Set(
      names.shuffled(using: &random).prefix(min(Int(scenario.entities?.open.upper ?? 0), Int(scenario.entities?.open.lower ?? 0) + 2)))
  }

  /// Moves on, and tells what changed in Redis; `now` in Unix seconds.
  mutating func step(by seconds: Double, now: Double) -> [Change] {
    elapsed += seconds
    var changes = turnOver()
    for index in producers.indices {
      for field in producers[index].fields.indices {
        producers[index].fields[field].state.advance(by: seconds, elapsed: elapsed, using: &random)
      }
      let producer = producers[index]
      let isClosed = producer.hash.onlyOpen && !open.contains(producer.entity ?? "")
      if isClosed || producer.hash.outage?.covers(elapsed) == true { continue }
      changes.append(.write(key: producer.key, fields: producer.fields.map { ($0.name, $0.state.text(now: now)) }))
    }
    for index in series.indices { series[index].state.advance(by: seconds, elapsed: elapsed, using: &random) }
    return changes
  }

  /// The page of the metrics endpoint; nil while it answers with an error.
  func page(now: Double) -> String? {
    if scenario.metrics?.outage?.covers(elapsed) == true { return nil }
    return series.map { "# TYPE \($0.name) gauge\n\($0.name) \($0.state.text(now: now))\n" }.joined()
  }

  /// Opens or closes an entity now and then.
  private mutating func turnOver() -> [Change] {
    guard let entities = scenario.entities, elapsed >= nextChange else { return [] }
    nextChange = elapsed + entities.changeEvery
    let closed = entities.names.filter { !open.contains($0) }
    let canClose = Double(open.count) > entities.open.lower
    let canOpen = Double(open.count) < entities.open.upper && !closed.isEmpty
    if canOpen, !canClose || Bool.random(using: &random), let name = closed.randomElement(using: &random) {
      open.insert(name)
      return []
    }
    guard canClose, let name = open.randomElement(using: &random) else { return [] }
    open.remove(name)
    return producers.filter { $0.hash.onlyOpen && $0.entity == name }.map { .delete(key: $0.key) }
  }

  private static func filled(_ key: String, _ entity: String) -> String {
    key.split(separator: "{entity}", omittingEmptySubsequences: false).joined(separator: entity)
  }
}
