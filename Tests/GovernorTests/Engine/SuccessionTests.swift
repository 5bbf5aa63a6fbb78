import GovernorTesting
import Policy
import Testing

@testable import Governor

/// Policies that take over what others wrote, while a tick of those is under way.
@Suite(.timeLimit(.minutes(5)))
struct SuccessionTests {
  private let slow = FakeSource(.record(["load": "1"]))
  private let next = FakeSource(.record(["load": "2"]))
  private let quick = FakeSource(.record(["load": "5"]))
  /// What all policies write, in order.
  private let sink = FakeSink()
  private var written: [String?] { sink.writes.map { $0.first?.values["load"] } }

  /// A policy that writes one field of a source under a key. Sources that are declared alike would be read as one.
  private func text(_ name: String, from source: String, key: String, head: String = "", value: String = "s.load") -> String {
    """
    policy: \(name)
    every: 10s
    \(head)
    sources:
      \(source): {type: fake, timeout: 60s, fields: {load: {type: number}, \(source): {type: number, optional: true}}}
    sinks:
      out: {type: fake, key: "\(key)", fields: {load: \(value.replacing("s.", with: "\(source)."))}}
    """
  }

  private func fleet(_ bench: EngineBench, _ texts: [String]) throws -> PolicyFleet {
    try bench.fleet(
      texts, shared: ["slow": slow, "next": next, "quick": quick],
      sinks: Dictionary(uniqueKeysWithValues: ["live", "half", "a", "b", "c"].map { ($0, sink) }))
  }

  /// Two rounds of a policy that nothing holds up: whatever does not wait has ended by then.
  private func passTime(_ bench: EngineBench, _ engine: PolicyEngine) async throws {
    for _ in 1...2 {
      let count = bench.ticks("bystander").count
      bench.clock.advance(by: 10)
      await engine.beginDue()
      try await until { bench.ticks("bystander").count > count }
      // A tick is told a little before the engine takes note of its end.
      while await engine.isTicking("bystander") { await Task.yield() }
    }
  }

  private var bystander: String { text("bystander", from: "quick", key: "elsewhere") }

  @Test func aPromotedShadowWritesAfterTheLastTickOfItsPrimary() async throws {
    let bench = try EngineBench()
    let shadow = text("half", from: "slow", key: "half:k", head: "shadow_of: live", value: "s.load * 10")
    let engine = bench.engine(try fleet(bench, [text("live", from: "slow", key: "k"), shadow]))
    await engine.round()
    #expect(written == ["1.0", "10.0"])
    slow.hold()
    bench.clock.advance(by: 10)
    await engine.beginDue()
    try await until { slow.requests.count == 2 }
    await engine.replace(with: try fleet(bench, [text("half", from: "next", key: "k", value: "s.load * 2"), bystander]))
    try await passTime(bench, engine)
    #expect(bench.ticks("half").count == 1, "it waits for the tick that writes the same key")
    slow.release()
    await engine.round()
    // The last tick of the old primary, and then the new one; the old shadow does not follow any more.
    #expect(written == ["1.0", "10.0", "1.0", "4.0"])
    #expect(engine.board.policies.map(\.policy.name) == ["half", "bystander"])
  }

  @Test func policiesThatSwapTheirKeysWaitForEachOther() async throws {
    let bench = try EngineBench()
    slow.hold()
    let engine = bench.engine(try fleet(bench, [text("a", from: "slow", key: "k"), text("b", from: "quick", key: "l")]))
    await engine.beginDue()
    try await until { bench.ticks("b").count == 1 && slow.requests.count == 1 }
    await engine.replace(with: try fleet(bench, [text("a", from: "quick", key: "l"), text("b", from: "next", key: "k"), bystander]))
    try await passTime(bench, engine)
    #expect(bench.ticks("b").count == 1)
    slow.release()
    try await until { bench.ticks("b").count == 2 }
    await engine.round()
    #expect(written == ["5.0", "1.0", "2.0", "5.0"])
  }

  @Test func aTickThatWritesElsewhereHoldsNobodyUp() async throws {
    let bench = try EngineBench()
    slow.hold()
    let engine = bench.engine(try fleet(bench, [text("a", from: "slow", key: "k")]))
    await engine.beginDue()
    try await until { slow.requests.count == 1 }
    await engine.replace(with: try fleet(bench, [text("b", from: "next", key: "kk")]))
    await engine.beginDue()
    try await until { bench.ticks("b").count == 1 }
    #expect(bench.ticks("a").isEmpty)
    slow.release()
    await engine.settle()
    #expect(written == ["2.0", "1.0"])
  }

  @Test func aPolicyThatIsReplacedWhileItWaitsNeverTicks() async throws {
    let bench = try EngineBench()
    slow.hold()
    let engine = bench.engine(try fleet(bench, [text("a", from: "slow", key: "k")]))
    await engine.beginDue()
    try await until { slow.requests.count == 1 }
    await engine.replace(with: try fleet(bench, [text("b", from: "quick", key: "k")]))
    await engine.beginDue()
    await engine.replace(with: try fleet(bench, [text("c", from: "next", key: "k")]))
    await engine.beginDue()
    slow.release()
    await engine.settle()
    #expect(written == ["1.0", "2.0"])
    #expect(bench.ticks().map(\.policy) == ["a", "c"])
  }

  @Test func aPolicyThatWaitsAtTheEndNeverTicks() async throws {
    let bench = try EngineBench()
    slow.hold()
    let engine = bench.engine(try fleet(bench, [text("a", from: "slow", key: "k")]))
    await engine.beginDue()
    try await until { slow.requests.count == 1 }
    await engine.replace(with: try fleet(bench, [text("b", from: "next", key: "k")]))
    await engine.beginDue()
    #expect(await engine.stop() == ["a", "b"])
    slow.release()
    await engine.settle()
    #expect(bench.ticks().map(\.policy) == ["a"])
    #expect(next.requests.isEmpty)
  }

  @Test func anUnchangedShadowFollowsTheLastTickOfTheOldSet() async throws {
    let (live, bystander) = (text("live", from: "slow", key: "k"), bystander)
    func shadow(_ factor: Int) -> String {
      text("half", from: "slow", key: "half:k", head: "shadow_of: live", value: "s.load * \(factor)")
    }
    for (factor, values) in [(10, ["1.0", "10.0"]), (20, ["1.0"])] {
      let bench = try EngineBench()
      let before = written.count
      slow.hold()
      let requests = slow.requests.count
      let engine = bench.engine(try fleet(bench, [live, shadow(10)]))
      await engine.beginDue()
      try await until { slow.requests.count == requests + 1 }
      await engine.replace(with: try fleet(bench, [live, shadow(factor), bystander]))
      slow.release()
      await engine.settle()
      #expect(Array(written.dropFirst(before)) == values, "factor \(factor)")
      await engine.round()
      // One that was changed ticks at once, with its primary.
      #expect(Array(written.dropFirst(before)) == values + (factor == 20 ? ["1.0", "20.0"] : []))
    }
  }

  @Test func whatWasToTickAtOnceStillDoesAfterAnotherChange() async throws {
    let bench = try EngineBench()
    let engine = bench.engine(try fleet(bench, [text("a", from: "quick", key: "k")]))
    await engine.round()
    let changed = text("a", from: "next", key: "k")
    await engine.replace(with: try fleet(bench, [changed]))
    await engine.replace(with: try fleet(bench, [changed]))
    await engine.round()
    #expect(written == ["5.0", "2.0"])
  }

  @Test func keysTellWhoMayWriteOverWhom() throws {
    let bench = try EngineBench()
    func policy(_ sink: String) throws -> CheckedPolicy {
      try bench.registry.load("policy: p\nevery: 10s\nsinks:\n  out: {type: fake, \(sink)fields: {at: now}}\n", path: "p.yaml")
    }
    let (one, same, other, none) = (
      try policy("key: a:b, "), try policy("key: a:b, "), try policy("key: a:bc, "), try policy("")
    )
    #expect(one.mayWriteOver(same))
    #expect(!one.mayWriteOver(other))
    #expect(!one.mayWriteOver(none))
    // People alone read what both write.
    #expect(!none.mayWriteOver(none))
  }
}
