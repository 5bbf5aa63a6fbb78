import Governor
import GovernorTesting
import Testing

@testable import HostKit

/// When a service manager's watchdog is fed.
@Suite struct WatchdogTests {
  private func late(_ watchdog: Watchdog, _ now: Double) -> [String] { watchdog.late(at: now).map(\.policy) }

  @Test func isLateWhereNoTickEndsInThePolicysOwnTime() {
    var watchdog = Watchdog()
    watchdog.watch(["quick": 15, "hourly": 3700], at: 100)
    #expect(watchdog.unborn == ["hourly", "quick"])
    #expect(late(watchdog, 115).isEmpty)
    #expect(late(watchdog, 115.1) == ["quick"])
    watchdog.tickEnded("quick", at: 110)
    #expect(watchdog.unborn == ["hourly"])
    #expect(late(watchdog, 125).isEmpty)
    #expect(watchdog.late(at: 126).map(\.seconds) == [16])
    // One policy's ticks say nothing of another's.
    watchdog.tickEnded("quick", at: 4000)
    #expect(late(watchdog, 4001) == ["hourly"])
    watchdog.tickEnded("hourly", at: 4002)
    #expect(late(watchdog, 4003).isEmpty)
  }

  @Test func aTickOfSomethingElseFeedsNothing() {
    var watchdog = Watchdog()
    watchdog.watch(["a": 10], at: 0)
    for second in 1...20 { watchdog.tickEnded("a-shadow", at: Double(second)) }
    #expect(late(watchdog, 20) == ["a"])
    #expect(watchdog.unborn == ["a"])
  }

  @Test func aChangeOfTheSetMayGiveMoreTimeAndForgetsWhoIsGone() {
    var watchdog = Watchdog()
    watchdog.watch(["a": 10, "b": 10], at: 0)
    watchdog.tickEnded("a", at: 5)
    watchdog.watch(["a": 20, "c": 10], at: 9)
    #expect(watchdog.unborn == ["c"])
    #expect(late(watchdog, 19).isEmpty)
    #expect(late(watchdog, 19.5) == ["c"])
    #expect(late(watchdog, 25).contains("a") == false)
    #expect(late(watchdog, 25.5) == ["a", "c"])
  }

  @Test func reloadsHideNoTickThatHangs() {
    var watchdog = Watchdog()
    watchdog.watch(["a": 15, "new": 15], at: 0)
    watchdog.tickEnded("a", at: 2)
    for second in stride(from: 5.0, through: 15, by: 5) { watchdog.watch(["a": 15, "new": 15], at: second) }
    #expect(late(watchdog, 15) == [])
    #expect(late(watchdog, 15.5) == ["new"])
    #expect(late(watchdog, 17.5) == ["a", "new"])
    // Nor does it help to change it to and fro.
    for second in 16...40 { watchdog.watch(["a": second.isMultiple(of: 2) ? 15 : 30, "new": 15], at: Double(second)) }
    #expect(late(watchdog, 31) == ["new"])
    #expect(late(watchdog, 40) == ["a", "new"])
  }

  @Test func aPauseThatIsCutShortIsNotLate() {
    var watchdog = Watchdog()
    watchdog.watch(["a": 3700], at: 0)
    watchdog.tickEnded("a", at: 1)
    watchdog.watch(["a": 15], at: 3000)
    #expect(late(watchdog, 3001).isEmpty)
    watchdog.tickEnded("a", at: 3001)
    #expect(late(watchdog, 3016).isEmpty)
    #expect(late(watchdog, 3017) == ["a"])
  }

  @Test func aPolicyThatWaitsForOthersIsNotLate() {
    var watchdog = Watchdog()
    watchdog.watch(["old": 90], at: 0)
    watchdog.watch(["new": 15], waits: ["new": 90], at: 100)
    #expect(late(watchdog, 205).isEmpty)
    #expect(late(watchdog, 206) == ["new"])
    // Changes that come one after the other add nothing.
    for second in stride(from: 110.0, through: 200, by: 10) { watchdog.watch(["new": 15], waits: ["new": 90], at: second) }
    #expect(late(watchdog, 206) == ["new"])
    watchdog.tickEnded("new", at: 206)
    #expect(late(watchdog, 221).isEmpty)
    #expect(late(watchdog, 222) == ["new"])
  }

  @Test func whatPublishesForACheckHasItsTime() throws {
    let registry = try Registry.fakes()
    let policy = try registry.load(
      """
      policy: a
      every: 10s
      sources:
        main: {type: fake, timeout: 2s, fields: {load: {type: number}}}
      checks:
        high:
          given: {most: {type: number}}
          each_tick: {most: main.load}
          violated_when: most > 1
          publish: {type: fake, timeout: 30s, fields: {load: main.load}}
      sinks:
        out: {type: fake, timeout: 3s, fields: {load: main.load}}
      """)
    #expect(policy.longestTick == 55)
  }

  @Test func theTimeIsReadFromTheEnvironment() {
    func seconds(_ text: String?, pid: String? = nil) -> Double? {
      var environment: [String: String] = [:]
      environment["WATCHDOG_USEC"] = text
      environment["WATCHDOG_PID"] = pid
      return WatchdogTime.seconds(environment, process: 77)
    }
    #expect(seconds("30000000") == 30)
    #expect(seconds("30000000", pid: "77") == 30)
    for (text, pid) in [
      (nil, nil), ("", nil), ("0", nil), ("-1", nil), ("30s", nil), ("1e6", nil), ("18446744073709551615", nil),
      ("99999999999999999999", nil), ("30000000", "78"), ("30000000", "x"), ("30000000", ""),
    ] as [(String?, String?)] {
      #expect(seconds(text, pid: pid) == nil, "\(text ?? "nil") \(pid ?? "nil")")
    }
    #expect(WatchdogTime.pace(30) == 10)
    #expect(WatchdogTime.pace(3) == 1)
    #expect(WatchdogTime.pace(0.000001) == 0.05)
    #expect(WatchdogTime.pace(3600) == 10)
    #expect(WatchdogTime.pace(nil) == 10)
  }

  @Test(arguments: ["", "relative/path", "@", "vsock:2:3", String(repeating: "/x", count: 60), "/a\0b", "\n"])
  func aNameThatIsNoSocketIsIgnored(_ name: String) {
    #expect(NotifySocket(name) == nil)
    #expect(NotifySocket(nil) == nil)
  }

  @Test func nobodyBehindASocketIsNoFault() throws {
    let socket = try #require(NotifySocket("/nonexistent/governor.sock"))
    #expect(!socket.send(["READY=1"]))
    #expect(!(try #require(NotifySocket("@governor-nobody-listens"))).send(["READY=1"]))
  }
}
