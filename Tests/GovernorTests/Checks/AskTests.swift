import Governor
import GovernorTesting
import Policy
import Testing

@Suite(.timeLimit(.minutes(5)))
struct AskTests {
  /// What is wrong with a question, as words.
  private func refusal(
    _ bench: PublishBench, _ given: [String: CheckInput], check: String = "room", entity: String? = "A"
  ) async -> [String] {
    do throws(CheckRefusal) {
      _ = try await bench.runner.ask(check: check, entity: entity, given: given)
      return []
    } catch {
      return error.faults.map { "\($0.kind.rawValue): \($0)" }
    }
  }

  @Test(
    "a number in whatever form it comes", arguments: [CheckInput.number(15), .text("15"), .text("15.0"), .text("1.5e1")])
  func violated(_ held: CheckInput) async throws {
    let bench = try PublishBench(mode: "enforce")
    _ = await bench.runner.tick()
    bench.clock.advance(by: 4)
    let answer = try await bench.runner.ask(check: "room", entity: "A", given: ["held": held])
    #expect(answer.verdict == .violated && answer.isEnforced && answer.isBlocked && answer.reason == nil)
    #expect(answer.values == [.init(name: "budget", value: .number(10))])
    #expect(answer.report == [.init(name: "over", value: .number(5))])
    #expect(answer.tick == 1 && answer.entity == "A" && answer.age == 4)
  }

  @Test func allowedUpToTheBudget() async throws {
    let bench = try PublishBench()
    _ = await bench.runner.tick()
    let answer = try await bench.runner.ask(check: "room", entity: "B", given: ["held": .number(10)])
    #expect(answer.verdict == .allowed && !answer.isEnforced && !answer.isBlocked)
    #expect(answer.report == [.init(name: "over", value: .number(0))])
  }

  @Test func askingWritesAndCountsNothing() async throws {
    let bench = try PublishBench(mode: "enforce")
    _ = await bench.runner.tick()
    let reads = bench.main.requests.count
    _ = try await bench.runner.ask(check: "room", entity: "A", given: ["held": .number(500)])
    #expect(bench.told.writes.count == 1 && bench.out.writes.count == 1 && bench.main.requests.count == reads)
  }

  @Test func beforeTheFirstTickNothingIsKnown() async throws {
    let bench = try PublishBench()
    let answer = try await bench.runner.ask(check: "room", entity: "A", given: ["held": .number(1)])
    #expect(answer.verdict == .undecided && answer.reason?.kind == .noTick && answer.tick == nil && answer.age == nil)
    #expect(answer.values == [.init(name: "budget", value: nil)] && answer.report == [.init(name: "over", value: nil)])
  }

  @Test func anEntityThatNobodyHasFound() async throws {
    let bench = try PublishBench()
    _ = await bench.runner.tick()
    for name in ["", "nobody", "\u{0}", String(repeating: "x", count: 100_000), "A\n", "日本"] where !name.isEmpty {
      let answer = try await bench.runner.ask(check: "room", entity: name, given: ["held": .number(500)])
      // The budget is one for the tick, so that the condition can be told of anybody.
      #expect(answer.verdict == .violated)
    }
    let own = try PublishBench(condition: "held > found.size")
    _ = await own.runner.tick()
    let answer = try await own.runner.ask(check: "room", entity: "nobody", given: ["held": .number(500)])
    #expect(answer.verdict == .undecided && answer.reason?.kind == .unknownEntity && answer.reason?.names == ["found.size"])
    #expect(answer.reason?.description == "the last tick found no `symbol` `nobody`")
    let missing = try await own.runner.ask(check: "room", entity: "C", given: ["held": .number(500)])
    #expect(missing.reason?.kind == .missing && missing.reason?.description == "`found.size` is missing")
  }

  @Test func entitiesThatCouldNotBeFoundOut() async throws {
    let bench = try PublishBench(condition: "held > found.size")
    bench.found.answer(.fault(PluginFault(.unreachable, place: "there", message: "gone")))
    _ = await bench.runner.tick()
    let answer = try await bench.runner.ask(check: "room", entity: "A", given: ["held": .number(1)])
    #expect(answer.reason?.kind == .unknownEntities)
  }

  @Test func whatIsWithheldDecidesNothingAndReportsAsMissing() async throws {
    let bench = try PublishBench(condition: "held > (budget ?? 0)")
    bench.main.answer(.record([:]))
    _ = await bench.runner.tick()
    let answer = try await bench.runner.ask(check: "room", entity: "A", given: ["held": .number(1)])
    #expect(answer.verdict == .undecided && answer.reason?.kind == .withheld)
    #expect(answer.reason?.description == "`budget` is withheld because of `main`")
    #expect(answer.values == [.init(name: "budget", value: nil)])
  }

  @Test func anOldTickIsNoGround() async throws {
    let bench = try PublishBench()
    _ = await bench.runner.tick()
    bench.clock.advance(by: 30)
    #expect(try await bench.runner.ask(check: "room", entity: "A", given: ["held": .number(1)]).verdict == .allowed)
    bench.clock.advance(by: 1)
    let answer = try await bench.runner.ask(check: "room", entity: "A", given: ["held": .number(1)])
    #expect(answer.verdict == .undecided && answer.reason?.kind == .staleTick && answer.values == [.init(name: "budget", value: nil)])
    #expect(answer.reason?.description == "the last tick is 31s old, and an answer rests on none older than 30s")
    _ = await bench.runner.tick()
    #expect(try await bench.runner.ask(check: "room", entity: "A", given: ["held": .number(1)]).verdict == .allowed)
  }

  @Test func questionsThatAreNone() async throws {
    let bench = try PublishBench()
    _ = await bench.runner.tick()
    #expect(await refusal(bench, [:], check: "rom") == ["unknown_check: there is no check `rom`; did you mean `room`?"])
    #expect(
      await refusal(bench, ["held": .number(1)], entity: nil) == [
        "missing_entity: the check is asked about one `symbol`, and none is named"
      ])
    #expect(await refusal(bench, ["held": .number(1)], entity: "").count == 1)
    #expect(await refusal(bench, [:]) == ["missing_input: the check needs `held`: a number in [0, 1000]"])
    #expect(
      await refusal(bench, ["held": .number(1), "hold": .text("x")])
        == ["unknown_input: the check is not given `hold`; did you mean `held`?"])
  }

  @Test(
    arguments: [
      CheckInput.text(""), .text(" 5"), .text("nan"), .text("inf"), .text("1e400"), .text("0x10"), .text("-1"), .text("1001"),
      .text("5 USD"),
      .text("\u{0}"), .text(String(repeating: "9", count: 100_000)), .number(.nan), .number(.infinity), .number(-0.1), .number(1000.5),
      .boolean(true),
    ])
  func whatIsNoSuchNumber(_ held: CheckInput) async throws {
    let bench = try PublishBench()
    _ = await bench.runner.tick()
    let faults = await refusal(bench, ["held": held])
    #expect(faults.count == 1 && faults[0].hasPrefix("bad_input: `held` is a number in [0, 1000]: "), "\(faults)")
    #expect(faults[0].count < 400)
  }

  @Test func aFloodOfNamesIsToldInShort() async throws {
    let bench = try PublishBench()
    let flood = Dictionary(uniqueKeysWithValues: (0..<10_000).map { ("x\($0)", CheckInput.number(1)) })
    #expect(await refusal(bench, flood).count == 11)
  }
}
