import Governor
import Policy
import Testing

@Suite struct FallbackTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let list: String
    let age: Double?
    let outcome: Outcome
    var isTooOld = false
    var testDescription: String { "\(list) at \(age.map { "\($0)" } ?? "no age")" }
  }

  static let cases = [
    Case(list: "[withhold]", age: 1, outcome: .withheld),
    Case(list: "[missing]", age: 1, outcome: .missing),
    Case(list: "[default: {a: 1}]", age: nil, outcome: .values),
    Case(list: "[last_known_good: 15m]", age: nil, outcome: .withheld),
    Case(list: "[last_known_good: 15m]", age: 899.999, outcome: .lastKnownGood),
    Case(list: "[last_known_good: 15m]", age: 900, outcome: .withheld, isTooOld: true),
    Case(list: "[last_known_good: 15m, withhold]", age: -3, outcome: .lastKnownGood),
    Case(list: "[last_known_good: 15m, missing]", age: 901, outcome: .missing, isTooOld: true),
    Case(list: "[last_known_good: 15m, default: {a: 2}]", age: nil, outcome: .values),
    Case(list: "[last_known_good: 15m, default: {a: 2}]", age: 900, outcome: .values, isTooOld: true),
    Case(list: "[last_known_good: 5m, last_known_good: 15m, withhold]", age: 400, outcome: .lastKnownGood),
    Case(list: "[last_known_good: 5m, last_known_good: 15m, withhold]", age: 900, outcome: .withheld, isTooOld: true),
  ]

  @Test(arguments: cases, Cause.allCases)
  func oneListForEveryCause(_ test: Case, _ cause: Cause) throws {
    let fallback = try declaration("fields:\n  a: {type: number}\nfallback: \(test.list)").fallback
    let resolution = fallback.resolve(cause, lastKnownGoodAge: test.age)
    #expect(resolution.outcome == test.outcome)
    #expect(resolution.isTooOld == test.isTooOld)
    #expect(resolution.values.isEmpty == (test.outcome != .values))
  }

  @Test func withoutAListEverythingIsWithheld() throws {
    let fallback = try declaration("fields:\n  a: {type: number}").fallback
    for cause in Cause.allCases { #expect(fallback.resolve(cause, lastKnownGoodAge: 0).outcome == .withheld) }
  }

  @Test func aListForEachCause() throws {
    let fallback = try declaration(
      """
      fields:
        a: {type: number}
      fallback:
        stale: [last_known_good: 1m]
        absent: [default: {a: 7}]
        invalid: [missing]
      """
    ).fallback
    let outcomes = Cause.allCases.map { fallback.resolve($0, lastKnownGoodAge: 10).outcome }
    #expect(outcomes == [.lastKnownGood, .values, .missing, .withheld])
    #expect(fallback.resolve(.absent, lastKnownGoodAge: 10).values == [0: .number(7)])
    #expect(fallback.longestLastKnownGood == 60)
  }
}
