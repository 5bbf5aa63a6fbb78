internal import Diagnostics
internal import Policy

/// What one check says in two policies of the same data.
public struct ComparedCheck: Sendable {
  /// A verdict that would be another.
  public struct Change: Sendable {
    /// The entity; nil where the check is asked once in a tick.
    public let entity: String?
    /// What it is; nil where the first policy does not know the entity.
    public let was: CheckReport.Verdict?
    /// What it would be; nil where the second policy does not know the entity.
    public let wouldBe: CheckReport.Verdict?
  }

  /// The check's name.
  public let name: String
  /// What would change, in the order of the entities.
  public let changes: [Change]
  /// How many verdicts would stay as they are.
  public let unchanged: Int

  /// The checks that both policies ask in each tick, each of its entities or once.
  static func all(_ base: TickReport, _ other: TickReport) -> [ComparedCheck] {
    other.checks.compactMap { check in
      base.checks.first { $0.name == check.name && $0.cadence == check.cadence }.map { ComparedCheck(check, other, $0, base) }
    }
  }

  private init(_ check: CheckReport, _ report: TickReport, _ twin: CheckReport, _ base: TickReport) {
    func verdicts(_ check: CheckReport, _ report: TickReport) -> [(entity: String?, verdict: CheckReport.Verdict)] {
      check.verdicts.enumerated().map { row, verdict in
        (check.cadence == .perEntity ? report.snapshot.entities?.name(row) : nil, verdict)
      }
    }
    let (before, after) = (verdicts(twin, base), verdicts(check, report))
    let known = Dictionary(before.map { ($0.entity, $0.verdict) }, uniquingKeysWith: { first, _ in first })
    var changes: [Change] = []
    var unchanged = 0
    for (entity, verdict) in after {
      let old = known[entity]
      if old == verdict { unchanged += 1 } else { changes.append(Change(entity: entity, was: old, wouldBe: verdict)) }
    }
    let there = Set(after.map(\.entity))
    changes += before.filter { !there.contains($0.entity) }.map { Change(entity: $0.entity, was: $0.verdict, wouldBe: nil) }
    (name, self.changes, self.unchanged) = (check.name, changes, unchanged)
  }

  /// In what the checks of two policies differ that no verdict shows: that only one has them, and where violations are published.
  static func notes(_ base: CheckedPolicy, _ other: CheckedPolicy, was: String, wouldBe: String) -> [String] {
    // A shadow has no check that publishes, whatever it extends.
    guard base.shadowOf == nil, other.shadowOf == nil else { return [] }
    let names = other.checks.map(\.name) + base.checks.map(\.name).filter { name in !other.checks.contains { $0.name == name } }
    return names.flatMap { name -> [String] in
      let (old, new) = (base.checks.first { $0.name == name }, other.checks.first { $0.name == name })
      guard let old, let new else { return ["check \(name): `\(old == nil ? was : wouldBe)` has no such check"] }
      if (old.eachTick == nil) != (new.eachTick == nil) {
        return ["check \(name): asked in each tick of `\(old.eachTick == nil ? wouldBe : was)` alone"]
      }
      if old.cadence != new.cadence {
        let words = { (check: CheckDeclaration) in check.cadence == .perEntity ? "for each entity" : "once" }
        return ["check \(name): was asked \(words(old)), would be \(words(new)): its verdicts are not compared"]
      }
      let (before, after) = (publication(old), publication(new))
      return before == after ? [] : ["check \(name): publish was \(before.shown(limit: 200)), would be \(after.shown(limit: 200))"]
    }
  }

  private static func publication(_ check: CheckDeclaration) -> String {
    guard let sink = check.publish else { return "nothing" }
    let key = sink.configuration.templates.map { $0.text(entity: nil) }.joined(separator: ", ")
    let modes =
      sink.modes.count == Mode.allCases.count ? "" : "in mode \(sink.modes.map(\.rawValue).sorted().joined(separator: ", ")) alone"
    return [sink.type, key, modes].filter { !$0.isEmpty }.joined(separator: " ")
  }
}
