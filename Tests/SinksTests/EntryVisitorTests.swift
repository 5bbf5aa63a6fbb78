import Governor
import Redis
import Testing

@testable import Sinks

/// What the replies to `XADD` come to, whatever a server or a proxy answers.
@Suite struct EntryVisitorTests {
  private let tally = WriteTally(rows: [4, 5])
  private var visitor: EntryVisitor { EntryVisitor(tally: tally) { "s\($0)" } }

  private func result() throws -> WriteResult { tally.result(nil, at: try RedisAddress("redis://127.0.0.1:1")) }

  private func text(_ text: String, _ position: ReplyPosition) {
    let bytes = Array(text.utf8)
    visitor.string(bytes.span, at: position)
  }

  @Test func anIdSaysThatTheEntryIsThere() throws {
    for command in 0..<2 { text("1769594400000-\(command)", ReplyPosition(command: command)) }
    #expect(try result().written == 2 && result().failed == 0 && result().fault == nil)
  }

  @Test func nothingElseDoes() throws {
    let place = ReplyPosition(command: 1)
    text("", place)
    text("1-1", ReplyPosition(command: 1, depth: 1, index: 0))
    visitor.integer(1, at: place)
    visitor.null(at: place)
    visitor.array(count: 1, at: place)
    let bytes = Array("OK".utf8)
    visitor.status(bytes.span, at: place)
    text("1-1", ReplyPosition(command: 0))
    #expect(try result().written == 1 && result().failedRows == [5])
    #expect(try result().fault?.message == "stream `s1`: redis answers XADD with a text that is no id")
  }
}
