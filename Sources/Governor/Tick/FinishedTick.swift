/// What a tick that has ended leaves for questions from outside.
struct FinishedTick: Sendable {
  /// Counts the ticks of the policy from 1.
  let number: Int
  /// When its reading ended, by the monotonic clock, in seconds.
  let readAt: Double
  let snapshot: Snapshot
  let evaluation: Evaluation
}
