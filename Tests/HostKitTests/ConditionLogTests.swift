import Testing

@testable import HostKit

/// What lasts is told when it begins and when it is over.
@Suite struct ConditionLogTests {
  private func condition(_ key: String) -> Condition { Condition(key: key, subject: key, text: "is away") }

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

  @Test func aFaultThatTakesThePlaceOfAnotherIsNoRecovery() {
    var log = ConditionLog()
    let stale = Condition(key: "s stale", subject: "s", text: "stale")
    let server = Condition(key: "r", subject: "r", text: "away", affected: ["s"])
    #expect(log.update([stale], at: 0).map(\.description) == ["s: stale"])
    #expect(log.update([server], at: 10).map(\.description) == ["r: away"])
    #expect(log.update([], at: 30).map(\.description) == ["r: well again after 20s", "s: well again after 30s"])
  }

  @Test func anotherCauseIsToldOnceAMinute() {
    func away(_ cause: String) -> Condition { Condition(key: "r", subject: "r", text: cause, cause: cause) }
    var log = ConditionLog()
    #expect(log.update([away("refuses")], at: 0).map(\.description) == ["r: refuses"])
    #expect(log.update([away("wants a password")], at: 59).isEmpty)
    #expect(log.update([away("wants a password")], at: 60).map(\.description) == ["r: still not well, and now wants a password"])
    #expect(log.update([away("refuses")], at: 70).isEmpty)
    #expect(log.update([away("wants a password")], at: 200).isEmpty)
    #expect(log.update([], at: 210).map(\.description) == ["r: well again after 3m30s"])
    #expect(log.update([away("refuses")], at: 220).map(\.description) == ["r: refuses"])
  }

  @Test func whatGrowsGraverIsToldAtOnceAndWhatGrowsLessGraveOnceAMinute() {
    func stale(_ text: String, _ gravity: Int) -> Condition { Condition(key: "s", subject: "s", text: text, gravity: gravity) }
    var log = ConditionLog()
    #expect(log.update([stale("the last one stands", 1)], at: 0).map(\.description) == ["s: the last one stands"])
    let worse = log.update([stale("nothing is written", 4)], at: 1).map(\.description)
    #expect(worse == ["s: still not well, and now nothing is written"])
    #expect(log.update([stale("the last one stands", 1)], at: 2).isEmpty)
    #expect(log.update([stale("nothing is written", 4)], at: 3).isEmpty, "it was told last")
    #expect(log.update([stale("the last one stands", 1)], at: 61).count == 1)
    #expect(log.update([], at: 62).map(\.description) == ["s: well again after 1m2s"])
  }

  @Test func aLongTickThatFailsIsAsOldAsItsBegin() {
    var log = ConditionLog()
    _ = log.update([condition("a")], at: 10, since: 3)
    #expect(log.update([], at: 11, since: 10.9).map(\.description) == ["a: well again after 8s"])
  }

  @Test func whatNobodyLookedAtLasts() {
    var log = ConditionLog()
    _ = log.update([condition("a"), condition("b")], at: 0)
    #expect(log.update([], at: 10, holds: { $0.key == "a" }).map(\.description) == ["b: well again after 10s"])
    #expect(log.update([condition("a")], at: 20).isEmpty, "it was told")
    #expect(log.update([], at: 30).map(\.description) == ["a: well again after 30s"])
  }

  @Test func whatWasNotLookedAtForAWhileIsToldAnew() {
    var log = ConditionLog()
    _ = log.update([condition("a")], at: 0)
    #expect(log.update([], at: 10, holds: { _ in true }).isEmpty)
    #expect(log.update([condition("a")], at: 59).isEmpty)
    #expect(log.update([condition("a")], at: 60).map(\.description) == ["a: still not well, and now is away"])
    #expect(log.update([condition("a")], at: 200).isEmpty, "once")
  }

  @Test func whatAnotherPolicyTellsIsNotWell() {
    var log = ConditionLog()
    _ = log.update([condition("a")], at: 0)
    let other = Condition(key: "a held", subject: "a", text: "held")
    #expect(log.update([], muted: [other], at: 10).isEmpty)
    #expect(log.update([], at: 20).map(\.description) == ["a: well again after 20s"])
  }

  @Test func twoFaultsThatTakeTurnsDoNotFillTheLog() {
    func fault(_ text: String) -> Condition { Condition(key: "s \(text)", subject: "s", text: text) }
    var log = ConditionLog()
    var told: [String] = []
    for tick in 0..<60 { told += log.update([fault(tick % 2 == 0 ? "stale" : "absent")], at: Double(tick)).map(\.description) }
    #expect(told == ["s: stale", "s: absent"])
    // What stands in the end is told in the end.
    #expect(log.update([fault("stale")], at: 60).map(\.description) == ["s: still not well, and now stale"])
    #expect(log.update([fault("stale")], at: 61).isEmpty)
    #expect(log.update([], at: 62).map(\.description) == ["s: well again after 1m2s"])
  }

  @Test func anotherPolicyHasToldOnlyWhatItSaid() {
    func away(_ effects: Set<String>) -> Condition { Condition(key: "place", subject: "place", text: "away", effects: effects) }
    let primary: Set<Condition> = [away(["heat: the policy's default stands for it", "state: nothing is written"])]
    #expect(away([]).isTold(by: primary))
    #expect(away(["state: nothing is written"]).isTold(by: primary))
    #expect(!away(["heat: nothing is written"]).isTold(by: primary))
    #expect(!condition("other").isTold(by: primary))
    // The same key says little of a shadow's own sinks, or of other figures.
    let sink = Condition(key: "sink out failed", subject: "sink out", text: "1 row")
    #expect(!sink.isTold(by: [sink]))
    let held = Condition(key: "source a x held", subject: "source a", text: "outside [0, 1]")
    #expect(held.isTold(by: [held]))
    #expect(!held.isTold(by: [Condition(key: held.key, subject: held.subject, text: "outside [0, 10]")]))
  }

  @Test func aClockThatIsSetBackGivesNoNegativeDuration() {
    var log = ConditionLog()
    _ = log.update([condition("a")], at: 1000)
    #expect(log.update([], at: 10).map(\.description) == ["a: well again after 0s"])
  }
}
