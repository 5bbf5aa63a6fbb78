import Diagnostics
import Governor
import GovernorTesting
import Policy
import Testing

/// What a derivation says of p28.yaml with fakes in the place of its servers.
@Suite struct DerivationTests {
  private func derive(_ p28: P28, outputs: Set<String>? = nil) async throws -> Derivation {
    try #require(await p28.runner.tick(.discard, keepsRaw: true).derivation(of: "BTCUSDT", outputs: outputs))
  }

  /// The line of the policy that has a text first.
  private func line(_ text: String) throws -> Int {
    let lines = try P28.text().split(separator: "\n", omittingEmptySubsequences: false)
    return try #require(lines.firstIndex { $0.contains(text) }) + 1
  }

  @Test func eachOutputHasTheValueThatIsWritten() async throws {
    let p28 = try P28()
    let written = try #require(await p28.tick())
    let derivation = try await derive(p28)
    let sink = try #require(derivation.sinks.first)
    #expect(sink.verdict == .written && sink.causes.isEmpty)
    #expect(sink.place == "quantum:portfolio:budget:BTCUSDT")
    #expect(Set(sink.outputs.map(\.name)) == Set(written.keys))
    for output in sink.outputs {
      guard case .number(let value, _) = derivation.nodes[output.node].value.content else { continue }
      #expect(NumberFormat.text(value) == written[output.name], "\(output.name)")
    }
  }

  @Test func theSharesOfAWeightedSumAddUp() async throws {
    let p28 = try P28()
    p28.cluster.answer(.record(["stress": "0.3"]))
    p28.market.answer(.records(["BTCUSDT": ["vol_regime": "HIGH_VOL"]]))
    let derivation = try await derive(p28)
    let sum = try #require(derivation.nodes.first { $0.operation == "weights" })
    guard case .weights(let terms) = sum.detail else { throw RefusedTest() }
    #expect(terms.map(\.weight) == [0.4, 0.4, 0.2])
    let total = try #require(sum.value.number)
    #expect(abs(terms.reduce(0) { $0 + ($1.contribution ?? .nan) } - total) < 1e-12)
    #expect(abs(terms.reduce(0) { $0 + ($1.share ?? .nan) } - 100) < 1e-9)
    #expect(sum.operands.map { derivation.nodes[$0.node].name } == ["portfolio_heat", "cluster_stress", "vol_regime"])
  }

  @Test func aFieldTellsItsKeyItsTextItsAgeAndItsLine() async throws {
    let p28 = try P28()
    p28.give(equity: "1e5", age: 12)
    let derivation = try await derive(p28)
    let node = try derivation.node("portfolio_state.equity_usd")
    guard case .field(let facts) = node.detail else { throw RefusedTest() }
    #expect(facts.raw == "1e5" && facts.dataName == "equity_usd")
    #expect(node.value.number == 100_000)
    #expect(node.span?.start.line == (try line("equity_usd: {type")))
    let source = derivation.sources[facts.source]
    #expect(source.place == "quantum:state:portfolio")
    #expect(source.state == .fresh && source.steps.isEmpty)
    #expect(abs((source.age ?? 0) - 12) < 1e-6)
  }

  @Test(arguments: [("9", "the nearer end"), (nil, nil)])
  func aFieldOutsideItsRangeIsSaidToBeClamped(_ heat: String?, _ note: String?) async throws {
    let p28 = try P28()
    p28.heat.answer(.record(heat.map { ["composite": $0] } ?? [:]))
    let derivation = try await derive(p28)
    let node = try derivation.node("heat.composite")
    guard case .field(let facts) = node.detail else { throw RefusedTest() }
    #expect(node.value.number == (heat == nil ? 0 : 1))
    #expect((facts.note == nil) == (note == nil))
    if let note { #expect(facts.note?.contains(note) ?? false) }
    let source = derivation.sources[facts.source]
    #expect(source.outcome == (heat == nil ? .values : .fresh))
    #expect(source.steps.map(\.words) == (heat == nil ? ["default: {composite: 0.0}"] : []))
    if heat == nil { #expect(source.steps.first?.span?.start.line == (try line("- default: {composite"))) }
  }

  @Test func whatWithholdsIsNamedWithItsStateItsAgeAndItsLine() async throws {
    let p28 = try P28()
    p28.give(equity: "100000", age: 960)
    let derivation = try await derive(p28)
    let sink = try #require(derivation.sinks.first)
    #expect(sink.verdict == .withheld)
    #expect(sink.causes.map { derivation.nodes[$0].name } == ["portfolio_state.equity_usd"])
    let source = try #require(derivation.sources.first { $0.name == "portfolio_state" })
    #expect(source.state == .stale && source.outcome == .withheld && source.age == nil)
    #expect(abs((source.readAge ?? 0) - 960) < 1e-6)
    #expect(source.steps.map(\.words) == ["last_known_good: 15m", "withhold"])
    #expect(source.steps.map(\.passed) == ["none is remembered", nil])
    #expect(source.steps.map { $0.span?.start.line } == [try line("- last_known_good"), try line("- withhold")])
    #expect(derivation.text.contains("because the source `portfolio_state` is stale and withholds"))
  }

  @Test(arguments: [(101.0, "a running host would still hold the last known good: 1m41s < 15m"), (960, nil)])
  func whatARunningHostWouldHoldIsSaid(_ age: Double, _ words: String?) async throws {
    let p28 = try P28()
    p28.give(equity: "100000", age: age)
    let derivation = try await derive(p28)
    let source = try #require(derivation.sources.first { $0.name == "portfolio_state" })
    #expect(source.state == .stale && source.outcome == .withheld && source.remembered == words)
    #expect(derivation.text.contains("running host") == (words != nil))
  }

  @Test func aLastKnownGoodRecordThatStandsOrIsTooOldIsSaidTo() async throws {
    let p28 = try P28()
    p28.give(equity: "100000")
    _ = await p28.report()
    p28.clock.advance(by: 60)
    p28.portfolio.answer(.fault(PluginFault(.unreachable, place: "redis", message: "away")))
    let standing = try #require(try await derive(p28).sources.first { $0.name == "portfolio_state" })
    #expect(standing.outcome == .lastKnownGood && standing.state == .unreachable)
    #expect(abs((standing.age ?? 0) - 60) < 1)
    #expect(standing.steps.map(\.words) == ["last_known_good: 15m"])
    #expect(standing.remembered == nil)
    p28.clock.advance(by: 900)
    let gone = try #require(try await derive(p28).sources.first { $0.name == "portfolio_state" })
    #expect(gone.steps.map(\.passed) == ["it is too old", nil])
  }

  @Test(arguments: [
    (["vol_regime": "HIGH_VOL"], 0), (["vol_regime": "CALM", "sigma": "0.01"], 1), ([:], 2),
  ])
  func theTakenPartIsNamedAndWhyOthersWereNot(_ market: [String: String], _ taken: Int) async throws {
    let p28 = try P28()
    p28.market.answer(.records(["BTCUSDT": market]))
    let derivation = try await derive(p28)
    let node = try derivation.node("vol_regime")
    guard case .choice(let choice) = node.detail else { throw RefusedTest() }
    #expect(choice.taken == taken)
    #expect(choice.passed.map(\.operand) == Array(0..<taken))
    let match = derivation.nodes[node.operands[0].node]
    switch taken {
    case 0: #expect(match.why == nil)
    case 1: #expect(match.why == "no text of `match` is `CALM`")
    default: #expect(match.why == "`market.vol_regime` is missing")
    }
  }

  @Test(arguments: [("100000", "inside", 0.0), ("1000000", "upper", 3480), ("1000", "lower", 486.52)])
  func theBoundOfAClampThatHoldsIsNamed(_ equity: String, _ bound: String, _ moved: Double) async throws {
    let p28 = try P28()
    p28.give(equity: equity)
    guard case .clamp(let clamp) = try await derive(p28).node("budget_usd").detail else { throw RefusedTest() }
    #expect(clamp.bound.rawValue == bound)
    #expect(abs(clamp.moved - moved) < 1e-9)
    #expect((clamp.lowest, clamp.highest) == (500, 10000))
    let words = ["inside": "inside [500, 10000]", "upper": "end 10000 (the value was 13480)", "lower": "end 500 (the value was 13.48)"]
    #expect(try await derive(p28).text.contains(try #require(words[bound])))
  }

  @Test func whatWouldChangeAnOutputMostComesFirst() async throws {
    let derivation = try await derive(try P28(), outputs: ["budget_usd"])
    let ends = derivation.sensitivities.filter { $0.basis == .range }
    #expect(ends.map(\.field) == ["portfolio_state.equity_usd", "cluster.stress", "heat.composite", "market.sigma"])
    #expect(ends.map { $0.to.number } == [1e12, 1, 0, 10])
    // 100000 * 0.02 * (1 - 0.4 * 1 - 0.066) and 100000 * 0.02 * (1 - 0.066) against the 1348 that it is.
    #expect(zip(ends, [8652.0, -800, 520, -268]).allSatisfy { abs(($0.change ?? .nan) - $1) < 1e-6 })
    let tenths = derivation.sensitivities.filter { $0.basis == .tenth }
    #expect(abs((tenths.first?.change).map(abs) ?? 0) - 134.8 < 1e-6)
    #expect((tenths.first?.to.number ?? 0) > (tenths.first?.from.number ?? 0), "of two equal moves the one upwards is told")
    #expect(derivation.triedAll)
    #expect(Set(derivation.sensitivities.map(\.output)) == ["budget_usd"])
  }

  @Test func anUnknownEntityHasNone() async throws {
    let report = await (try P28()).runner.tick(.discard)
    #expect(report.derivation(of: "XRPUSDT") == nil)
    #expect(report.derivation(of: nil) == nil)
  }

  @Test func withoutBeingAskedATickKeepsNoText() async throws {
    let derivation = try #require(await (try P28()).runner.tick(.discard).derivation(of: "BTCUSDT"))
    guard case .field(let facts) = try derivation.node("heat.composite").detail else { throw RefusedTest() }
    #expect(facts.raw == nil && facts.note == nil)
  }
}

extension Derivation {
  func node(_ name: String) throws -> DerivationNode {
    try #require(nodes.first { $0.name == name })
  }
}
