import Testing

@testable import ChildProcess

struct LineTests {
  @Test func linesFromPieces() {
    var buffer = LineBuffer(limit: 10)
    var lines: [String] = []
    for piece in ["ab", "c\nde\n\nf", "\n0123456789\n", "x"] {
      let bytes = Array(piece.utf8)
      buffer.append(bytes, count: bytes.count)
      while let line = buffer.next() { lines.append(String(decoding: line, as: UTF8.self)) }
    }
    #expect(lines == ["abc", "de", "", "f", "0123456789"])
    #expect(!buffer.isOverfull)
  }

  @Test(arguments: ["01234567890", "ok\n01234567890", "01234567890\nok\n"])
  func aLineBeyondTheLimit(_ text: String) {
    var buffer = LineBuffer(limit: 10)
    let bytes = Array(text.utf8)
    buffer.append(bytes, count: bytes.count)
    while buffer.next() != nil {}
    #expect(buffer.isOverfull)
    buffer.append(Array("\nx\n".utf8), count: 3)
    #expect(buffer.next() == nil)
  }

  @Test func errorLinesInAWindow() {
    var lines = ErrorLines()
    var told: [String] = []
    let start = ContinuousClock.now
    func take(_ text: String, after seconds: Int) {
      let bytes = Array(text.utf8)
      lines.append(bytes, count: bytes.count, now: start.advanced(by: .seconds(seconds)), clean: { $0 }, tell: { told.append($0) })
    }
    for index in 0..<50 { take("line \(index)\r\n \n", after: index % 60) }
    #expect(told.count == 20 && told.last == "line 19")
    #expect(lines.last == "line 49")
    take("later\n", after: 61)
    #expect(told.suffix(2) == ["30 more lines were left out", "later"])
    take(String(repeating: "x", count: 100_000) + "\n", after: 62)
    #expect(told.last?.count == 501)
  }
}
