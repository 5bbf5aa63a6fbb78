internal import Governor
internal import Redis
internal import RedisBinding

/// Takes the pages of a scan: a cursor and keys, of which those that fit give entities.
final class ScanVisitor: ReplyVisitor {
  private let pattern: ScanPattern
  /// The entities so far, each once however often its key came.
  private(set) var entities = EntityTable()
  /// Keys that the glob let through and the pattern does not.
  private(set) var skipped = 0
  /// Where the scan goes on.
  private(set) var cursor = "0"
  /// What was wrong with a page.
  private(set) var fault: String?

  init(_ pattern: ScanPattern) {
    self.pattern = pattern
  }

  func string(_ bytes: Span<UInt8>, at position: ReplyPosition) {
    switch (position.depth, position.parentIndex, position.index) {
    case (1, _, 0): cursor = bytes.shown()
    case (2, 1, _):
      if let range = pattern.entity(in: bytes) {
        entities.insert(bytes.extracting(range))
      } else {
        skipped += 1
      }
    default: fault = fault ?? "redis answers SCAN in an unknown form"
    }
  }

  func array(count: Int, at position: ReplyPosition) {
    let isKnown = position.depth == 0 ? count == 2 : position.depth == 1 && position.index == 1
    if !isKnown { fault = fault ?? "redis answers SCAN in an unknown form" }
  }

  func error(_ bytes: Span<UInt8>, at position: ReplyPosition) { fault = fault ?? "redis answers `\(bytes.shown())`" }
  func status(_ bytes: Span<UInt8>, at position: ReplyPosition) { fault = fault ?? "redis answers SCAN with a status" }
  func integer(_ value: Int64, at position: ReplyPosition) { fault = fault ?? "redis answers SCAN with an integer" }
  func null(at position: ReplyPosition) { fault = fault ?? "redis answers SCAN with nothing" }
}
