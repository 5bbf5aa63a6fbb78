internal import Dispatch

/// Runs an actor on a serial queue of its own, so that C calls that block never hold a thread of the cooperative pool.
public final class QueueExecutor: SerialExecutor {
  private let queue: DispatchQueue

  /// An executor whose queue has a name for debuggers.
  public init(label: String) {
    // A serial queue draws on the threads that libdispatch adds on demand, not on those of Swift's pool.
    queue = DispatchQueue(label: label)
  }

  /// Runs a job after those that came before.
  public func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    // The queue keeps this executor alive until the job is done, so the unowned references hold.
    queue.async { unsafe job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }

  /// A reference for the actor that lives no longer than this.
  public func asUnownedSerialExecutor() -> UnownedSerialExecutor {
    unsafe UnownedSerialExecutor(ordinary: self)
  }
}
