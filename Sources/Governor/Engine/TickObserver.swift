/// Somebody who is told of every tick of a host.
public protocol TickObserver: Sendable {
  /// A tick of a policy has ended, and its status is up to date. `missed` is how many due times passed while it ran. The ticks of one policy
  /// are told one after another.
  func tickEnded(_ live: LivePolicy, _ report: TickReport, missed: Int)
  /// A policy is about to tick for the first time, and has taken over what its namesake knew, or not all of it.
  func tookOver(_ live: LivePolicy, _ adoption: MemoryAdoption)
}

extension TickObserver {
  /// Nothing comes of it.
  public func tookOver(_ live: LivePolicy, _ adoption: MemoryAdoption) {}
}
