import GovernorTesting
import Policy
import Sinks
import Sources
import Testing

@testable import Governor

/// What a runner hands on to another.
@Suite struct PolicyMemoryTests {
  static let text = """
    policy: test
    every: 10s
    for_each: {symbol: found}
    sources:
      found: {type: fake, finds_entities: true, fallback: [last_known_good: 1m, withhold]}
      main:
        type: fake
        fields:
          equity: {type: number}
          time: {type: time}
          note: {type: text, optional: true}
        as_of: time
        stale_after: 30s
        fallback: [last_known_good: 15m, withhold]
      each:
        type: fake
        key: x:{symbol}
        fields: {sigma: {type: number}}
        fallback: [last_known_good: 5m, missing]
    values: {sum: main.equity + each.sigma}
    sinks:
      out: {type: fake, fields: {sum: sum}}
    """

  /// A runner on fakes, all of them to be told what they give.
  struct Bench {
    let clock: TestClock
    let sources = ["found": FakeSource(), "main": FakeSource(), "each": FakeSource()]
    let runner: PolicyRunner

    init(_ text: String = PolicyMemoryTests.text, clock: TestClock = TestClock(now: noon)) throws {
      self.clock = clock
      let policy = try Registry.fakes().load(text)
      let standIns = sources.filter { name, _ in policy.sources.contains { $0.name == name } }
      runner = PolicyRunner(policy, registry: try Registry.fakes(), clock: clock, standIns: StandIns(sources: standIns))
    }

    /// Everything is there and fresh.
    func fill() {
      sources["found"]?.answer(.entities([("a", [:]), ("b", [:])]))
      sources["main"]?.answer(.record(["equity": "100", "time": NumberFormat.text(clock.now), "note": "x"]))
      sources["each"]?.answer(.records(["a": ["sigma": "1"], "b": ["sigma": "2"]]))
    }

    /// Everything is away.
    func lose() {
      for source in sources.values { source.answer(.fault(PluginFault(.unreachable, place: "there", message: "gone"))) }
    }

    func outcomes() async -> [String] {
      await runner.tick(.discard).snapshot.sources.map { "\($0.name): \($0.outcomes.map(\.word).joined(separator: ","))" }
    }
  }

  private func filled() async throws -> PolicyMemory {
    let bench = try Bench()
    bench.fill()
    _ = await bench.runner.tick(.discard)
    return await bench.runner.memory()
  }

  @Test func aRunnerGoesOnWithWhatAnotherKnew() async throws {
    let memory = try await filled()
    #expect(memory.policy == "test")
    #expect(memory.count == 7)
    let clock = TestClock(now: noon + 40)
    let bench = try Bench(clock: clock)
    bench.lose()
    let adoption = await bench.runner.adopt(memory)
    #expect(adoption.taken.sorted() == ["each", "found", "main"])
    #expect(adoption.refused.isEmpty)
    let report = await bench.runner.tick(.discard)
    #expect(report.snapshot.rows == 2)
    #expect(report.snapshot.sources.first { $0.name == "main" }?.ages == [40])
    let all = await bench.outcomes()
    #expect(all.sorted() == ["each: last_known_good,last_known_good", "found: last_known_good,last_known_good", "main: last_known_good"])
    // Ages are those of the data, whoever holds it.
    clock.advance(by: 860)
    _ = await bench.runner.adopt(await bench.runner.memory())
    let late = await bench.runner.tick(.discard)
    let main = try #require(late.snapshot.sources.first { $0.name == "main" })
    #expect(main.outcomes == [.withheld])
    #expect(main.tooOld == 1)
  }

  @Test func whatWasReadOtherwiseIsNotTaken() async throws {
    let memory = try await filled()
    let changes: [(String, String, String, MemoryAdoption.Reason?)] = [
      ("key: x:{symbol}", "key: y:{symbol}", "each", .readsSomethingElse),
      ("equity: {type: number}", "equity: {type: number, range: [0, 50]}", "main", .readsSomethingElse),
      ("    as_of: time\n    stale_after: 30s\n", "", "main", .otherTimes),
      ("main.equity + each.sigma", "\"main.note == 'x' ? each.sigma : main.equity\"", "main", .fieldNotRead("note")),
      ("  main:", "  other:", "main", .noSuchSource),
      ("stale_after: 30s", "stale_after: 20s", "main", nil),
      ("last_known_good: 15m", "last_known_good: 1m", "main", nil),
    ]
    for (old, new, source, reason) in changes {
      let text = Self.text.replacing(old, with: new).replacing("main.equity", with: old == "  main:" ? "other.equity" : "main.equity")
      let bench = try Bench(text)
      let adoption = await bench.runner.adopt(memory)
      #expect(adoption.refused == (reason.map { [MemoryAdoption.Refusal(source: source, reason: $0)] } ?? []), "\(new)")
      #expect(adoption.taken.contains(source) == (reason == nil))
      #expect(adoption.taken.count + adoption.refused.count == 3)
    }
  }

  @Test func aSourceThatKeepsNothingTakesNothing() async throws {
    let memory = try await filled()
    let bench = try Bench(Self.text.replacing("[last_known_good: 5m, missing]", with: "[missing]"))
    bench.lose()
    _ = await bench.runner.adopt(memory)
    #expect(await bench.outcomes().contains("each: missing,missing"))
  }

  @Test func fingerprintsHoldNoPasswordAndTellAddressesApart() throws {
    func fingerprint(_ url: String, key: String = "a", type: String = "redis_hash") throws -> UInt64 {
      let text = """
        policy: test
        every: 10s
        connections: {redis: "\(url)"}
        sources:
          main: {type: \(type), key: \(key), fields: {equity: {type: number}}}
        sinks:
          out: {type: console, fields: {equity: main.equity}}
        """
      return try #require(try Registry(sources: BuiltinSources.all, sinks: BuiltinSinks.all).load(text).sources.first).fingerprint
    }
    let plain = try fingerprint("redis://h:1/0")
    #expect(try fingerprint("redis://:secret@h:1/0") == fingerprint("redis://:other@h:1/0"))
    #expect(try fingerprint("redis://h:1/0") == plain)
    #expect(try fingerprint("redis://h:1/1") != plain)
    #expect(try fingerprint("redis://g:1/0") != plain)
    #expect(try fingerprint("redis://h:1/0", key: "b") != plain)
    #expect(try fingerprint("unix:///r?db=3") != fingerprint("unix:///r?db=4"))
    #expect(try fingerprint("unix:///r?db=3&password=secret") == fingerprint("unix:///r?db=3&password=other"))
  }

  @Test func anAccountTellsSourcesApart() throws {
    func fingerprint(_ source: String) throws -> UInt64 {
      let text = """
        policy: test
        every: 10s
        sources:
          main: {\(source)}
        sinks:
          out: {type: console, fields: {equity: main.equity}}
        """
      return try #require(try Registry(sources: BuiltinSources.all, sinks: BuiltinSinks.all).load(text).sources.first).fingerprint
    }
    func page(_ url: String) throws -> UInt64 { try fingerprint("type: prometheus, url: \"\(url)\", metrics: {equity: {name: equity}}") }
    #expect(try page("http://h/metrics?account=A") != page("http://h/metrics?account=B"))
    #expect(try page("http://a:b@h/metrics") != page("http://b:b@h/metrics"))
    func program(_ account: String) throws -> UInt64 {
      try fingerprint("type: exec, command: [sh], environment: {ACCOUNT: \(account)}, fields: {equity: {type: number}}")
    }
    #expect(try program("A") != program("B"))
    #expect(try program("A") == program("A"))
  }
}
