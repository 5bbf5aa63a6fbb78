/// Somebody who is told of every tick of a host.
public protocol TickObserver: Sendable {
  /// A tick of a policy has ended, and its status is up to date. `missed` is how many due times passed while it ran. The ticks of one policy
  /// are told one after another.
  func tickEnded(_ live: LivePolicy, _ report: TickReport, missed: Int)
}
