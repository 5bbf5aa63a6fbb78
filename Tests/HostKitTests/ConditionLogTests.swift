import Testing

@testable import HostKit

/// What lasts is told when it begins and when it is over.
@Suite struct ConditionLogTests {
  private func condition(_ key: String) -> Condition { Condition(key: key, subject: key, text: "is away", details: [:]) }

  @Test func tellsABeginningOnce() {
    var log = ConditionLog()
    #expect(log.update([condition("a")], at: 10).map(\.description) == ["a: is away"])
    #expect(log.update([condition("a")], at: 20).isEmpty)
  }

  @Test func tellsTheEndAndHowLongItWas() {
    var log = ConditionLog()
    _ = log.update([condition("a"), condition("b")], at: 10)
    #expect(log.update([condition("b")], at: 100).map(\.description) == ["a: well again after 1m30s"])
    #expect(log.update([], at: 100.4).map(\.description) == ["b: well again after 1m30s"])
    #expect(log.update([], at: 110).isEmpty)
  }

  @Test func aClockThatIsSetBackGivesNoNegativeDuration() {
    var log = ConditionLog()
    _ = log.update([condition("a")], at: 1000)
    #expect(log.update([], at: 10).map(\.description) == ["a: well again after 0s"])
  }
}
