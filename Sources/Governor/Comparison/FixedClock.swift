/// A clock that stands still, so that two policies see the same time.
struct FixedClock: GovernorClock {
  let now: Double
  var monotonic: Double { 0 }

  func sleep(for seconds: Double) async throws {}
}
