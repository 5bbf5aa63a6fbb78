internal import Dispatch
internal import Synchronization

/// Writes lines to standard error or standard output. At first it waits for the reader, so that a short command loses nothing; once it is told
/// to `goOn` nobody waits: lines stand in a queue, one thread writes them, and those for which there is no room are lost and counted.
///
/// A reader that stops reading a pipe so stops neither a tick nor the end of the process.
final class LineWriter: Sendable {
  private struct State {
    var queue: LineQueue
    var isQueued = false
    /// Whether somebody takes lines out of the queue.
    var isWriting = false
    /// Lines that could not be written.
    var unwritten = 0
  }

  private let state: Mutex<State>
  private let pen: Mutex<LinePen>
  private let thread = DispatchQueue(label: "lines")

  /// A writer to an open file with a queue of so many bytes; `gap` makes the line that tells how many are missing.
  init(_ descriptor: Int32, limit: Int = 1 << 20, gap: @escaping @Sendable (Int) -> String) {
    state = Mutex(State(queue: LineQueue(limit: limit)))
    pen = Mutex(LinePen(descriptor, gap: gap))
  }

  /// How many lines were lost: there was no room for them, or they could not be written.
  var lost: Int { state.withLock { $0.queue.lost + $0.unwritten } }

  /// From now on nobody waits for the reader.
  func goOn() { state.withLock { $0.isQueued = true } }

  /// Writes a line, its end included, or puts it into the queue.
  func write(_ line: String) {
    let (waits, begins) = state.withLock { state in
      guard state.isQueued else { return (true, false) }
      state.queue.add(line)
      defer { state.isWriting = true }
      return (false, !state.isWriting)
    }
    if waits { put(.line(line)) }
    if begins { thread.async { self.empty() } }
  }

  /// Waits until all that was written before stands where it should, but no longer than so many seconds.
  static func flush(_ writers: [LineWriter], within seconds: Double) {
    let all = DispatchGroup()
    for writer in writers { writer.thread.async(group: all) {} }
    _ = all.wait(timeout: .now() + seconds)
  }

  private func empty() {
    while let entry = next() { put(entry) }
  }

  private func next() -> LineQueue.Entry? {
    state.withLock { state in
      let entry = state.queue.next()
      if entry == nil { state.isWriting = false }
      return entry
    }
  }

  private func put(_ entry: LineQueue.Entry) {
    // Not under the lock of the queue, because this may wait for ever.
    if pen.withLock({ $0.put(entry) }) { state.withLock { $0.unwritten += 1 } }
  }
}
