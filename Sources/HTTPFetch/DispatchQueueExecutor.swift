internal import Dispatch

/// Runs an actor's jobs on its own queue, so that a blocking call holds a thread of its own and none of the cooperative pool.
final class DispatchQueueExecutor: SerialExecutor {
  private let queue: DispatchQueue

  init(label: String) { queue = DispatchQueue(label: label) }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let executor = unsafe asUnownedSerialExecutor()
    // The queue holds self for as long as the unowned reference is used.
    queue.async { [self] in
      withExtendedLifetime(self) { unsafe job.runSynchronously(on: executor) }
    }
  }

  func asUnownedSerialExecutor() -> UnownedSerialExecutor { unsafe UnownedSerialExecutor(ordinary: self) }
}
