internal import Diagnostics

/// What a program writes on its standard error: handed on by the line, made safe to show, and not more than a person can read.
struct ErrorLines {
  /// More of a line is cut off.
  private static let limit = 500
  /// Lines that are handed on in a window of time; of the others only the number is told.
  private static let lines = 20
  private static let window = Duration.seconds(60)

  private var line: [UInt8] = []
  private var begin: ContinuousClock.Instant?
  private var told = 0
  private var leftOut = 0
  /// The last line that was not empty.
  private(set) var last: String?

  /// Takes the first `count` bytes of a buffer, and hands whole lines on.
  mutating func append(_ buffer: [UInt8], count: Int, now: ContinuousClock.Instant, clean: (String) -> String, tell: (String) -> Void) {
    for byte in buffer[..<count] {
      if byte == 0x0A {
        end(now, clean, tell)
      } else if line.count < Self.limit * 4 {
        line.append(byte)
      }
    }
  }

  /// The line at hand is the last one, whole or not.
  mutating func finish(now: ContinuousClock.Instant, clean: (String) -> String, tell: (String) -> Void) { end(now, clean, tell) }

  private mutating func end(_ now: ContinuousClock.Instant, _ clean: (String) -> String, _ tell: (String) -> Void) {
    defer { line.removeAll(keepingCapacity: true) }
    guard line.contains(where: { $0 > 0x20 }) else { return }
    if line.last == 0x0D { line.removeLast() }
    let text = clean(String(decoding: line, as: UTF8.self)).shown(limit: Self.limit)
    last = text
    note(text, now: now, tell: tell)
  }

  /// Hands on what else there is to say of the program; it counts as one of its lines.
  mutating func note(_ text: String, now: ContinuousClock.Instant, tell: (String) -> Void) {
    if let start = begin, now - start < Self.window {
    } else {
      if leftOut > 0 { tell("\(leftOut) more lines were left out") }
      (begin, told, leftOut) = (now, 0, 0)
    }
    guard told < Self.lines else {
      leftOut += 1
      return
    }
    told += 1
    tell(text)
  }
}
