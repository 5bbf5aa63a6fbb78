import Glibc
import Governor
import Testing

@testable import Sinks

@Suite(.timeLimit(.minutes(5)))
struct ConsoleSinkTests {
  private static let fields = "fields:\n  symbol: symbol\n  n: s.n\n  b: s.b\n  at: s.w"

  @Test func linesForPeopleAndForPipes() async throws {
    let text = try Built(ConsoleSink.self, Self.fields)
    #expect(
      text.plugin.preview(text.batch(["BTC", "\u{1B}[2J\n"])) == [
        "symbol=BTC n=0.5 b=true at=1769594400", "symbol=\\u{1b}[2J\\n n=1.5 b=false at=1769594400",
      ])
    let json = try Built(ConsoleSink.self, "format: json\n" + Self.fields)
    #expect(
      json.plugin.preview(json.batch(["a \"b\"\n"])) == [#"{"symbol":"a \"b\"\n","n":0.5,"b":true,"at":1769594400}"#])
    await text.close()
  }

  @Test func writesWhatIsReadAndGivesUpWhatIsNot() async throws {
    var ends: [Int32] = [0, 0]
    // The array lives for the call.
    guard unsafe pipe(&ends) == 0 else { return }
    let output = StandardOutput(descriptor: ends[1])
    let long = String(repeating: "x", count: 1 << 20)
    #expect(await output.write("hello\n", until: .now.advanced(by: .seconds(20))))
    var bytes = [UInt8](repeating: 0, count: 6)
    #expect(unsafe read(ends[0], &bytes, 6) == 6)
    #expect(bytes == Array("hello\n".utf8))
    // Nobody reads a mebibyte: it is given up instead of holding the tick.
    #expect(await output.write(long, until: .now.advanced(by: .milliseconds(50))) == false)
    close(ends[0])
    close(ends[1])
  }
}
