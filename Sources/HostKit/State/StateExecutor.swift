internal import Dispatch

/// Runs the state keeper on its own queue, so that a slow disk holds a thread of its own and none of the cooperative pool.
final class StateExecutor: SerialExecutor {
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
