import Governor
import Redis
import Testing

@testable import Sinks

/// What the replies of transactions come to, whatever a server or a proxy answers.
@Suite struct WriteVisitorTests {
  /// What EXEC says of one row.
  private enum Row {
    case good, wrongType, gone
  }

  private struct Bench {
    let blocks: TransactionBlocks
    let tally: WriteTally
    let visitor: WriteVisitor
    let address: RedisAddress

    init(rows: Int) throws {
      blocks = TransactionBlocks(rows: rows)
      tally = WriteTally(rows: Array(0..<rows))
      visitor = WriteVisitor(blocks: blocks, tally: tally) { "b:S\($0)" }
      address = try RedisAddress("redis://127.0.0.1:1")
    }

    /// Answers every command as Redis does, up to one at which the connection breaks.
    func answer(until end: Int? = nil, _ row: (Int) -> Row = { _ in .good }) {
      for command in 0..<(end ?? blocks.commands) {
        switch blocks.step(command) {
        case .begin: status("OK", ReplyPosition(command: command))
        case .hash, .expire: status("QUEUED", ReplyPosition(command: command))
        case .end(let first):
          let count = min(TransactionBlocks.size, blocks.rows - first)
          visitor.array(count: 2 * count, at: ReplyPosition(command: command))
          for index in 0..<count { exec(row(first + index), index, command) }
        }
        visitor.finished(command: command)
      }
    }

    func exec(_ row: Row, _ index: Int, _ command: Int) {
      let (hash, life) = (
        ReplyPosition(command: command, depth: 1, index: 2 * index), ReplyPosition(command: command, depth: 1, index: 2 * index + 1)
      )
      switch row {
      case .good:
        visitor.integer(10, at: hash)
        visitor.integer(1, at: life)
      case .wrongType:
        error("WRONGTYPE no hash", hash)
        visitor.integer(1, at: life)
      case .gone:
        visitor.integer(0, at: hash)
        visitor.integer(0, at: life)
      }
    }

    func status(_ text: String, _ position: ReplyPosition) {
      let bytes = Array(text.utf8)
      visitor.status(bytes.span, at: position)
    }

    func error(_ text: String, _ position: ReplyPosition) {
      let bytes = Array(text.utf8)
      visitor.error(bytes.span, at: position)
    }

    func result(_ fault: PluginFault? = nil) -> WriteResult { tally.result(fault, at: address) }
  }

  @Test(arguments: [0, 1, 99, 100, 101, 250])
  func allGood(_ rows: Int) throws {
    let bench = try Bench(rows: rows)
    bench.answer()
    #expect(bench.result().written == rows)
    #expect(bench.result().failed == 0)
    #expect(bench.result().fault == nil)
  }

  @Test(
    "what EXEC has confirmed counts, and nothing else",
    arguments: [(0, 0), (201, 0), (202, 100), (203, 100), (403, 100), (404, 200), (505, 200), (506, 250)])
  func aConnectionThatBreaks(_ commands: Int, _ written: Int) throws {
    let bench = try Bench(rows: 250)
    bench.answer(until: commands)
    let result = bench.result(PluginFault(.unreachable, place: "there", message: "lost"))
    #expect(result.written == written)
    #expect(result.failed == 250 - written)
    #expect(result.fault?.message == (written < 250 ? "lost" : nil))
  }

  @Test func rowsFailAloneAndTheFirstIsNamed() throws {
    let bench = try Bench(rows: 250)
    bench.answer { $0 == 120 ? .wrongType : $0 == 121 ? .gone : .good }
    #expect(bench.result().written == 248)
    #expect(bench.result().fault?.message == "key `b:S120`: redis answers `WRONGTYPE no hash`")
    let other = try Bench(rows: 3)
    other.answer { $0 == 2 ? .gone : .good }
    #expect(other.result().fault?.message == "key `b:S2`: a key was gone before it got its time to live")
  }

  @Test func anAbortedBlockWritesNothing() throws {
    let bench = try Bench(rows: 2)
    bench.status("OK", ReplyPosition(command: 0))
    bench.error("OOM", ReplyPosition(command: 1))
    for command in 2...4 { bench.status("QUEUED", ReplyPosition(command: command)) }
    bench.error("EXECABORT", ReplyPosition(command: 5))
    for command in 0...5 { bench.visitor.finished(command: command) }
    #expect(bench.result().written == 0)
    #expect(bench.result().fault?.message == "key `b:S0`: redis answers `OOM`")
    let null = try Bench(rows: 1)
    null.visitor.null(at: ReplyPosition(command: 3))
    null.visitor.finished(command: 3)
    #expect(null.result().written == 0)
    #expect(null.result().fault?.message == "the transaction was not carried out")
  }

  /// A proxy that knows no transactions carries out each command at once: such rows never count.
  @Test func commandsThatAreCarriedOutAtOnceDoNotCount() throws {
    let bench = try Bench(rows: 1)
    bench.error("ERR unknown command", ReplyPosition(command: 0))
    bench.visitor.integer(10, at: ReplyPosition(command: 1))
    bench.visitor.integer(1, at: ReplyPosition(command: 2))
    bench.error("ERR EXEC without MULTI", ReplyPosition(command: 3))
    for command in 0...3 { bench.visitor.finished(command: command) }
    #expect(bench.result().written == 0)
    #expect(bench.result().failed == 1)
    #expect(bench.result().fault?.message == "redis answers `ERR unknown command`")
  }
}
