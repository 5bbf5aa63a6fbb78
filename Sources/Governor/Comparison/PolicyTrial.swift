internal import Diagnostics
public import Policy

/// Two policies computed from the same readings at the same time. Nothing is written.
public struct PolicyTrial: Sendable {
  /// What the first policy comes to.
  public let base: TickReport
  /// What the second policy comes to.
  public let other: TickReport
  /// The sources of the second policy that were read once for both.
  public let shared: [String]

  /// Reads what the policies need, each record once, and computes both. Sources are the same where their type and configuration are, and
  /// where both policies find the same entities and come to the same keys. What becomes of a record that is not fresh is each policy's own
  /// matter.
  public static func run(
    _ base: CheckedPolicy, _ other: CheckedPolicy, registry: Registry, clock: any GovernorClock = SystemClock(), version: String = "dev",
    standIns: StandIns = StandIns()
  ) async -> PolicyTrial {
    let pool = PluginPool(registry, version: version, standIns: standIns.sources)
    let round = ReadingRound()
    // The first two ticks read, by the real clock; the others compute from what came, at one time for both.
    // Both are there before the first read, which must read what either wants.
    let readers = [base, other].map { PolicyRunner($0, pool: pool, clock: clock) }
    for reader in readers { _ = await reader.tick(.discard, keepsRaw: true, round: round) }
    let still = FixedClock(now: clock.now)
    let was = await PolicyRunner(base, pool: pool, clock: still).tick(.discard, keepsRaw: true, round: round)
    let wouldBe = await PolicyRunner(other, pool: pool, clock: still).tick(.discard, keepsRaw: true, round: round)
    var shared: [String] = []
    for source in other.sources where base.sources.contains(where: { $0.identity == source.identity }) {
      // Where the two sides came to other entities or keys, each was read for itself.
      if await pool.reader(of: source).reads(in: round) <= 1 { shared.append(source.name) }
    }
    await pool.close()
    return PolicyTrial(base: was, other: wouldBe, shared: shared)
  }
}
