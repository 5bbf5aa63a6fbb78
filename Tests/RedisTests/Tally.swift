import Redis

/// Counts replies, and strings only if they have the length that is expected.
final class Tally: ReplyVisitor {
  private let expected: Int
  private(set) var strings = 0
  private(set) var statuses = 0
  private(set) var finished = 0

  init(expected: Int) {
    self.expected = expected
  }

  func string(_ bytes: Span<UInt8>, at position: ReplyPosition) {
    if bytes.count == expected { strings += 1 }
  }
  func status(_ bytes: Span<UInt8>, at position: ReplyPosition) { statuses += 1 }
  func error(_ bytes: Span<UInt8>, at position: ReplyPosition) { statuses = Int.min / 2 }
  func integer(_ value: Int64, at position: ReplyPosition) {}
  func null(at position: ReplyPosition) {}
  func array(count: Int, at position: ReplyPosition) {}
  func finished(command: Int) {
    if command == finished { finished += 1 }
  }
}
