import GovernorTesting
import Policy
import Synchronization

@testable import Governor

/// An engine over policies of fakes, under a test's clock, that is told of every tick.
final class EngineBench: TickObserver {
  /// A tick that was told.
  struct Told: Sendable {
    let policy: String
    let report: TickReport
    let missed: Int
  }

  let clock = TestClock(now: noon)
  let registry: Registry
  private let told = Mutex<[Told]>([])

  init() throws {
    registry = try Registry.fakes()
  }

  func tickEnded(_ live: LivePolicy, _ report: TickReport, missed: Int) {
    told.withLock { $0.append(Told(policy: report.policy.name, report: report, missed: missed)) }
  }

  /// The ticks so far of one policy, or of all.
  func ticks(_ policy: String? = nil) -> [Told] { told.withLock { $0.filter { policy == nil || $0.policy == policy } } }

  /// A policy that writes one field of the source `main`, with more text behind.
  static func text(_ name: String, every: String = "10s", head: String = "", source: String = "", value: String = "main.load") -> String {
    """
    policy: \(name)
    every: \(every)
    \(head)
    sources:
      main: {type: fake, timeout: 5s, fields: {load: {type: number}}\(source)}
    sinks:
      out: {type: fake, fields: {load: \(value)}}
    """
  }

  func fleet(_ texts: [String], shared: [String: any SourcePlugin] = [:], sinks: [String: FakeSink] = [:]) throws -> PolicyFleet {
    let policies = try texts.enumerated().map { try registry.load($1, path: "\($0).yaml") }
    let members = zip(policies, texts).map { PolicyFleet.Member($0, hash: $1) }
    return PolicyFleet(members, registry: registry, clock: clock, shared: shared) { policy in
      StandIns(sinks: sinks[policy.name].map { ["out": $0] } ?? [:])
    }
  }

  func engine(_ fleet: PolicyFleet) -> PolicyEngine { PolicyEngine(fleet, clock: clock, observer: self) }
}

extension PolicyEngine {
  /// Runs what is due now to its end, shadows included.
  func round() async {
    beginDue()
    await settle()
  }
}
