/// Takes bytes as they come and gives whole lines, none longer than a limit.
struct LineBuffer {
  private let limit: Int
  private var bytes: [UInt8] = []
  /// Bytes of the first line that hold no line end, so that none is looked at twice.
  private var searched = 0
  private var start = 0

  init(limit: Int) {
    self.limit = limit
  }

  /// Whether the line at hand is longer than the limit; then there is no more to be had.
  private(set) var isOverfull = false

  /// Takes the first `count` bytes of a buffer.
  mutating func append(_ buffer: [UInt8], count: Int) {
    guard !isOverfull else { return }
    bytes += buffer[..<count]
  }

  /// The next whole line, without its end.
  mutating func next() -> [UInt8]? {
    var index = start + searched
    while index < bytes.count, bytes[index] != 0x0A { index += 1 }
    guard index < bytes.count, index - start <= limit else {
      searched = index - start
      if searched > limit {
        isOverfull = true
        bytes = []
        (start, searched) = (0, 0)
      } else if start > 0 {
        bytes.removeSubrange(0..<start)
        start = 0
      }
      return nil
    }
    let line = Array(bytes[start..<index])
    start = index + 1
    searched = 0
    return line
  }
}
