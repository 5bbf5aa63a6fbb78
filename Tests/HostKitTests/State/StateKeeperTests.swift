import Exposition
import Foundation
import Governor
import GovernorTesting
import Logging
import Testing

@testable import HostKit

/// What becomes of the memory of policies that come and go.
@Suite struct StateKeeperTests {
  private static let noon = 1_700_000_000.0
  private static let text = """
    policy: a
    every: 10s
    sources:
      main:
        type: fake
        fields: {load: {type: number}, at: {type: time}}
        as_of: at
        stale_after: 30s
        fallback: [last_known_good: 15m, withhold]
    sinks:
      out: {type: fake, fields: {load: main.load}}
    """

  private struct Bench {
    let path: String
    let keeper: StateKeeper
    let clock = TestClock(now: StateKeeperTests.noon)

    init(_ path: String) throws {
      self.path = path
      keeper = StateKeeper(
        try StateFolder(path), clock: clock, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    var file: String { path + "/a.state" }
    var bytes: Data? { FileManager.default.contents(atPath: file) }

    /// The policy before its first tick, as a set has it that was loaded just now.
    func policy() throws -> LivePolicy {
      let registry = try Registry.fakes()
      let source = FakeSource(.record(["load": "1", "at": "\(Int(StateKeeperTests.noon))"]))
      let policy = try registry.load(StateKeeperTests.text)
      return LivePolicy(PolicyRunner(policy, registry: registry, clock: clock, standIns: StandIns(sources: ["main": source])), hash: "a")
    }
  }

  private func with(_ body: (Bench) async throws -> Void) async throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("governor-keeper-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try await body(try Bench(path))
  }

  @Test(arguments: [true, false]) func aPolicyThatComesBackHasWhatItKnew(isForgotten: Bool) async throws {
    try await with { bench in
      let first = try bench.policy()
      await bench.keeper.restore([first])
      #expect(await first.runner.memory().count == 0)
      _ = await first.runner.tick(.discard)
      await bench.keeper.save([first])
      // The set runs without it for a while, or comes back with it before the next look.
      if isForgotten {
        await bench.keeper.keep([])
        await bench.keeper.save([])
      }
      let second = try bench.policy()
      await bench.keeper.restore([second])
      #expect(await second.runner.memory().count == 1)
      await bench.keeper.save([second])
      let third = try bench.policy()
      await bench.keeper.restore([third])
      #expect(await third.runner.memory().count == 1)
      #expect(bench.keeper.status.refused == 0)
    }
  }

  @Test func aFileThatIsGoneIsWrittenAgain() async throws {
    try await with { bench in
      let live = try bench.policy()
      _ = await live.runner.tick(.discard)
      await bench.keeper.save([live])
      await bench.keeper.save([live])
      #expect(bench.keeper.status.written == 1)
      let known = bench.bytes
      try FileManager.default.removeItem(atPath: bench.file)
      await bench.keeper.save([live])
      #expect(bench.keeper.status.written == 2 && bench.bytes?.count == known?.count)
    }
  }

  @Test func aFileThatCannotBeReadIsLeftAsItIs() async throws {
    try await with { bench in
      let known = try bench.policy()
      _ = await known.runner.tick(.discard)
      await bench.keeper.save([known])
      let good = try #require(bench.bytes)
      // Root may open whatever has permissions; a link stands for a file that may not be opened, a folder for one that cannot be read.
      try FileManager.default.moveItem(atPath: bench.file, toPath: bench.path + "/elsewhere")
      for isLink in [true, false] {
        if isLink {
          try FileManager.default.createSymbolicLink(atPath: bench.file, withDestinationPath: bench.path + "/elsewhere")
        } else {
          try FileManager.default.createDirectory(atPath: bench.file, withIntermediateDirectories: false)
        }
        let live = try bench.policy()
        let before = bench.keeper.status
        await bench.keeper.restore([live])
        #expect(bench.keeper.status.refused == before.refused + 1)
        _ = await live.runner.tick(.discard)
        await bench.keeper.save([live])
        #expect(bench.keeper.status.written == before.written)
        #expect(bench.keeper.status.unkept == 1)
        let type = try FileManager.default.attributesOfItem(atPath: bench.file)[.type] as? FileAttributeType
        #expect(type == (isLink ? .typeSymbolicLink : .typeDirectory))
        try FileManager.default.removeItem(atPath: bench.file)
      }
      // It is mended while the policy is away.
      await bench.keeper.keep([])
      #expect(bench.keeper.status.unkept == 0)
      try good.write(to: URL(fileURLWithPath: bench.file))
      let back = try bench.policy()
      await bench.keeper.restore([back])
      #expect(await back.runner.memory().count == 1)
    }
  }

  @Test func aForeignFileIsNotForgottenBeforeItsPolicyRuns() async throws {
    try await with { bench in
      let foreign = Data("{}\n".utf8)
      try foreign.write(to: URL(fileURLWithPath: bench.file))
      let live = try bench.policy()
      await bench.keeper.restore([live])
      // The set that runs meanwhile does not have it yet.
      await bench.keeper.save([])
      _ = await live.runner.tick(.discard)
      await bench.keeper.save([live])
      #expect(bench.bytes == foreign)
    }
  }
}
