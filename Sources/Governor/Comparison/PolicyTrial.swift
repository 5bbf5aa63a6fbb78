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

  /// Reads what the policies need, each record once, and computes both. Sources are the same where their type and configuration are,
  /// and, for a record per entity, where both policies find the entities in the same way. Where a key follows another source's field and the two sides come to other
  /// keys, each key is read. What becomes of a record that is not fresh
  /// is each policy's own matter.
  public static func run(
    _ base: CheckedPolicy, _ other: CheckedPolicy, registry: Registry, clock: any GovernorClock = SystemClock(), version: String = "dev",
    standIns: StandIns = StandIns()
  ) async -> PolicyTrial {
    let resources = SharedResources()
    let context = BuildContext(resources: resources, version: version)
    func once(_ source: SourceDeclaration) -> OnceSource {
      OnceSource(standIns.sources[source.name] ?? registry.build(source, in: context))
    }
    let first = Dictionary(base.sources.map { ($0.name, once($0)) }, uniquingKeysWith: { first, _ in first })
    var second: [String: OnceSource] = [:]
    var readers: [(name: String, reader: OnceSource)] = []
    for source in other.sources {
      if let twin = base.sources.first(where: { readTheSame($0, base, source, other) }), let reader = first[twin.name] {
        second[source.name] = reader
        readers.append((source.name, reader))
      } else {
        second[source.name] = once(source)
      }
    }
    // The first round reads, by the real clock; the second computes from what came, at one time for both.
    _ = await tick(base, first, registry, clock)
    _ = await tick(other, second, registry, clock)
    let still = FixedClock(now: clock.now)
    let (was, wouldBe) = (await tick(base, first, registry, still), await tick(other, second, registry, still))
    // Where the two sides came to other keys, each was read for itself.
    let trial = PolicyTrial(base: was, other: wouldBe, shared: readers.filter { $0.reader.reads <= 1 }.map(\.name))
    for source in first.values { await source.close() }
    for source in second.values { await source.close() }
    await resources.close()
    return trial
  }

  private static func tick(
    _ policy: CheckedPolicy, _ sources: [String: OnceSource], _ registry: Registry, _ clock: any GovernorClock
  ) async -> TickReport {
    let runner = PolicyRunner(policy, registry: registry, clock: clock, standIns: StandIns(sources: sources))
    return await runner.tick(.discard, keepsRaw: true)
  }

  /// A source whose key follows another's field carries its file in its identity: what the key holds is the file's own matter. Here that
  /// is seen by the keys themselves, as they are read.
  private static func identity(_ source: SourceDeclaration, _ policy: CheckedPolicy) -> String {
    let (identity, tail) = (source.identity.revealed, "\nin \(policy.file.path)")
    return !source.needs.isEmpty && identity.hasSuffix(tail) ? String(identity.dropLast(tail.count)) : identity
  }

  private static func readTheSame(
    _ one: SourceDeclaration, _ base: CheckedPolicy, _ two: SourceDeclaration, _ other: CheckedPolicy
  ) -> Bool {
    guard one.type == two.type, identity(one, base) == identity(two, other), one.cadence == two.cadence,
      one.providesEntities == two.providesEntities
    else {
      return false
    }
    guard one.cadence == .perEntity, !one.providesEntities else { return true }
    let finders = (base.sources.first(where: \.providesEntities), other.sources.first(where: \.providesEntities))
    return finders.0?.identity == finders.1?.identity && finders.0?.type == finders.1?.type
  }
}
