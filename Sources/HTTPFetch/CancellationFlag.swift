internal import Synchronization

/// Says that the task of one request was cancelled. Set on the canceller's thread, read on the fetcher's.
final class CancellationFlag: Sendable {
  private let value = Atomic<Bool>(false)

  var isSet: Bool { value.load(ordering: .acquiring) }

  func set() { value.store(true, ordering: .releasing) }
}
