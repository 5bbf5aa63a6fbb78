/// Lines that wait to be written, up to a number of bytes. What comes when it is full is dropped and counted. It writes nothing itself.
struct LineQueue: Sendable {
  /// What is to be written next.
  enum Entry: Sendable, Equatable {
    /// A line with its end.
    case line(String)
    /// At this place so many lines are missing.
    case gap(Int)
  }

  /// How many lines were dropped over all.
  private(set) var lost = 0
  private let limit: Int
  private var waiting: [Entry] = []
  private var head = 0
  private var bytes = 0
  /// Lines dropped since the last that found room.
  private var dropped = 0

  /// A queue that takes so many bytes.
  init(limit: Int) {
    self.limit = limit
  }

  /// Puts a line at the end, or drops it.
  mutating func add(_ line: String) {
    let size = line.utf8.count
    // Once full it stays so until half is free: else a slow reader would get a gap after each line.
    guard bytes + size <= (dropped > 0 ? limit / 2 : limit) else {
      dropped += 1
      lost += 1
      return
    }
    closeGap()
    waiting.append(.line(line))
    bytes += size
  }

  /// Takes what is to be written next; nil where nothing is left.
  mutating func next() -> Entry? {
    // What nobody follows up is told as well, as soon as there is room.
    if head == waiting.count { closeGap() }
    guard head < waiting.count else {
      waiting = []
      head = 0
      return nil
    }
    let entry = waiting[head]
    head += 1
    if case .line(let line) = entry { bytes -= line.utf8.count }
    // What was taken is let go of now and then, so that each line is moved once at the most.
    if head >= 256, head * 2 >= waiting.count {
      waiting.removeFirst(head)
      head = 0
    }
    return entry
  }

  private mutating func closeGap() {
    guard dropped > 0 else { return }
    waiting.append(.gap(dropped))
    dropped = 0
  }
}
