import Foundation
import Logging
import Synchronization
import Testing

@testable import HostKit

/// The form of log lines.
@Suite struct LineLogHandlerTests {
  /// What was written.
  private final class Lines: Sendable {
    private let text = Mutex("")
    var all: String { text.withLock { $0 } }
    func add(_ line: String) { text.withLock { $0 += line } }
  }

  private func logged(isJSON: Bool, _ metadata: Logger.Metadata, _ message: Logger.Message = "tick") -> String {
    let lines = Lines()
    let logger = Logger(label: "test") { _ in LineLogHandler(LineFormat(isJSON: isJSON)) { lines.add($0) } }
    logger.info(message, metadata: metadata)
    return lines.all
  }

  @Test func textHasTheMainFactsFirstAndOneWordForEachMember() {
    let line = logged(
      isJSON: false, ["zebra": "1", "written": "2", "policy": "p", "source": .dictionary(["b": "fresh", "a": "stale>withheld"])])
    #expect(line.hasSuffix(" info tick policy=p written=2 source.a=stale>withheld source.b=fresh zebra=1\n"), "\(line)")
  }

  @Test(arguments: [("a b", "\"a b\""), ("", "\"\""), ("x=y", "\"x=y\""), ("\u{1B}[31m", "\\u{1b}[31m"), ("a\nb", "a\\nb")])
  func textCannotBeForged(value: String, shown: String) {
    let line = logged(isJSON: false, ["key": "\(value)"])
    #expect(line.split(separator: "\n").count == 1)
    #expect(!line.contains("\u{1B}"))
    #expect(line.contains("key=") && (line.contains(shown) || line.contains(shown.replacing("\\", with: "\\\\"))), "\(line)")
  }

  @Test func aListIsWrittenWithoutTheMarksOfCode() {
    #expect(logged(isJSON: false, ["notes": .array(["a `b`", "c"])]).hasSuffix(" tick notes=\"a `b`; c\"\n"))
    #expect(logged(isJSON: true, ["notes": .array(["a", "c"])]).contains("\"notes\":[\"a\",\"c\"]"))
  }

  @Test func jsonKeepsTypes() throws {
    let line = logged(
      isJSON: true, ["n": .stringConvertible(3), "ms": .stringConvertible(1.5), "flag": .stringConvertible(true), "text": "a\"b\n\u{1}"])
    let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    #expect(object["n"] as? Int == 3)
    #expect(object["ms"] as? Double == 1.5)
    #expect(object["flag"] as? Bool == true)
    #expect(object["text"] as? String == "a\"b\n\u{1}")
    #expect(object["level"] as? String == "info")
    let twice = logged(isJSON: true, ["message": "m", "time": "t", "level": "l"])
    #expect(twice.contains(#""message":"tick","level_":"l","message_":"m","time_":"t"}"#), "\(twice)")
  }

  @Test(arguments: [
    (Logger.Level.critical, "<2>"), (.error, "<3>"), (.warning, "<4>"), (.notice, "<5>"), (.info, "<6>"), (.debug, "<7>"), (.trace, "<7>"),
  ]) func theJournalIsToldHowGraveALineIs(level: Logger.Level, priority: String) throws {
    let text = LineFormat(isForJournal: true).line(level, "tick", [:])
    #expect(text.hasPrefix("\(priority)2") && text.hasSuffix("Z \(level) tick\n"), "\(text)")
    #expect(LineFormat(isJSON: true, isForJournal: true).line(level, "tick", [:]).hasPrefix("\(priority){\"time\":"))
    #expect(LineFormat().line(level, "tick", [:]).hasPrefix("2"))
  }
}
