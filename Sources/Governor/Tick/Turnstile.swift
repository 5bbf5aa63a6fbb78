/// Lets one pass at a time. An actor alone does not: while a call of it waits, another begins.
struct Turnstile {
  private var isTaken = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  /// Whether the way was free; it is taken now.
  mutating func enter() -> Bool {
    defer { isTaken = true }
    return !isTaken
  }

  /// Is woken when the way is handed over to it.
  mutating func wait(_ continuation: CheckedContinuation<Void, Never>) {
    waiting.append(continuation)
  }

  /// Hands the way over to the one that waits longest, or leaves it free.
  mutating func leave() {
    if waiting.isEmpty { isTaken = false } else { waiting.removeFirst().resume() }
  }
}
