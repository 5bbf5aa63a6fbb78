public import Diagnostics
public import Governor
internal import Policy

extension BoundTest {
  /// Runs the test, one tick for each step, and tells what did not come true. Contacts nothing.
  public func run(registry: Registry, coverage: inout Coverage) async -> DiagnosticBag {
    var bag = DiagnosticBag()
    let clock = SimulatedClock(now: start)
    let world = GivenWorld(for: policy, registry: registry)
    let runner = PolicyRunner(policy, registry: registry, clock: clock, version: "test", standIns: world.standIns)
    let taken = coverage.begin(policy)
    var metrics = MetricsLedger(policy)
    var known = givenEntities
    var watch = GivenWatch()
    for step in steps {
      let now = start + step.time
      clock.set(now: now)
      world.give(step.given, at: now)
      watch.give(step.given)
      let report = await runner.tick(keepsRaw: true)
      metrics.take(report)
      watch.take(report)
      coverage.note(report, taken)
      if let entities = report.snapshot.entities {
        for row in 0..<entities.count { known.insert(entities.name(row)) }
      }
      let judge = Judge(report: report, metrics: metrics.samples, time: step.time)
      for expectation in step.expectations {
        if let failure = judge.failure(of: expectation) { bag.add(failure) }
      }
    }
    await runner.close()
    bag.add(watch.findings(entity: policy.entity))
    for step in steps {
      for expectation in step.expectations {
        guard case .row(_, let entity?, false) = expectation.subject, !known.contains(entity) else { continue }
        // Nothing is ever written for a name that is misspelt: it must not look like a test.
        bag.add(
          Diagnostic(
            .expectationFailed, "no step has the \(policy.entity ?? "entity") `\(entity.shown(limit: 40))`",
            at: expectation.nameSpan ?? expectation.span,
            help: Suggestion.help(for: entity, among: known.sorted())))
      }
    }
    return bag
  }
}
