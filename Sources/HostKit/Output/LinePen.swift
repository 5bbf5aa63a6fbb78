/// Writes lines to an open file, and tells in the file itself where some are missing that could not be written.
struct LinePen: Sendable {
  private let descriptor: Int32
  private let gap: @Sendable (Int) -> String
  /// Lines that are missing, and of which the file does not tell yet.
  private var untold = 0
  /// Whether the last line was written in part: the next one must not be taken for its rest.
  private var isMidLine = false

  /// `gap` makes the line that tells how many are missing.
  init(_ descriptor: Int32, gap: @escaping @Sendable (Int) -> String) {
    self.descriptor = descriptor
    self.gap = gap
  }

  /// Writes an entry, and waits as long as the reader makes it. Tells whether a line was lost.
  mutating func put(_ entry: LineQueue.Entry) -> Bool {
    switch entry {
    case .gap(let count):
      untold += count
      _ = tell()
      return false
    case .line(let line):
      if tell(), send(line) { return false }
      untold += 1
      return true
    }
  }

  private mutating func tell() -> Bool {
    guard untold > 0 else { return true }
    guard send(gap(untold)) else { return false }
    untold = 0
    return true
  }

  private mutating func send(_ line: String) -> Bool {
    let bytes = (isMidLine ? [UInt8(ascii: "\n")] : []) + Array(line.utf8)
    let sent = StandardStreams.write(bytes, to: descriptor)
    if sent > 0 { isMidLine = bytes[sent - 1] != UInt8(ascii: "\n") }
    return sent == bytes.count
  }
}
