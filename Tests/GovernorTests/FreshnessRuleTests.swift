import Governor
import Testing

@Suite struct FreshnessRuleTests {
  @Test(
    "the edges of freshness",
    arguments: [
      (0.0, true), (29.999, true), (30.0, false), (30.001, false), (1e9, false), (-4.999, true), (-5.0, true), (-5.001, false),
      (-3600.0, false),
    ])
  func edges(_ age: Double, _ isFresh: Bool) {
    let rule = FreshnessRule(staleAfter: 30, clockSkew: 5)
    #expect(rule.isFresh(asOf: noon - age, now: noon) == isFresh)
  }

  @Test func withoutStaleAfterNothingIsTooOld() {
    let rule = FreshnessRule(staleAfter: nil, clockSkew: 0)
    #expect(rule.isFresh(asOf: 0, now: noon))
    #expect(rule.isFresh(asOf: noon, now: noon))
    #expect(!rule.isFresh(asOf: noon + 0.001, now: noon))
  }
}
