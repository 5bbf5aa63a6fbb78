import TestSupport
import Testing

@testable import Sources

@Suite struct HostileTests {
  private static let length = 1 << 18
  private static let wanted = [SeriesSelector(name: "m"), SeriesSelector(name: "m", labels: ["a": "b"])]

  private func refused(_ bytes: [UInt8]) -> Bool {
    do {
      _ = try PrometheusText.find(Self.wanted, in: bytes)
      return false
    } catch {
      return true
    }
  }

  /// Lines of 256 KiB of each sort: they end, whatever the answer.
  @Test(arguments: [
    ("", "a", " 1\n", false), ("m{a=\"", "x", "\"} 1\n", false), ("m{a=\"", "\\n", "\"} 1\n", false), ("m", " ", "1\n", false),
    ("m 1", " ", "\n", false), ("# ", "x", "\n", false), ("# HELP m ", "\\", "\n", false), ("m ", "1", "\n", true), ("m ", "0", "\n", true),
    ("m 0.", "0", "1\n", true), ("m 1e", "9", "\n", true), ("m 1 ", "1", "\n", true), ("m{a=\"", "x", "", true),
    ("m{a=\"", "\\", "\n", true),
    ("m{", "a=\"b\",", "} 1\n", true), ("m{", "{", "\n", true), ("", "\n", "", false), ("", "\r", "", true), ("", "m{} 1\n", "", false),
    ("m{", "\"", "\n", true), ("{\"", "é", "\"} 1", false),
  ])
  func longLine(_ head: String, _ middle: String, _ tail: String, _ isError: Bool) {
    let count = Self.length / middle.utf8.count
    let bytes = Array(head.utf8) + Array(repeatElement(Array(middle.utf8), count: count).joined()) + Array(tail.utf8)
    #expect(refused(bytes) == isError)
  }

  @Test func aLineOfManyLabelsInFallingOrder() throws {
    let labels = (10_000..<60_000).reversed().map { "l\($0)=\"\"" }.joined(separator: ",")
    #expect(!refused(Array("m{\(labels)} 1\n".utf8)))
  }

  @Test func randomBytesNeverCrash() {
    var random = SeededRandom(seed: 42)
    let alphabet = Array("m{}=\",\\n #HELPTYPE 019.-+eINFnan\r\n\t_:\u{0}é".utf8)
    for round in 0..<20_000 {
      let count = Int.random(in: 0..<80, using: &random)
      let bytes = (0..<count).map { _ in
        round.isMultiple(of: 2) ? UInt8.random(in: 0...255, using: &random) : alphabet.randomElement(using: &random) ?? 0
      }
      _ = refused(bytes)
    }
  }

  /// Every single changed, lost or cut byte of a true page: no crash, and a cut page with the newline asked for never gives another number.
  @Test func damagedPages() throws {
    let page = Array(LookupTests.page.utf8)
    for place in page.indices {
      var changed = page
      changed[place] = changed[place] &+ 1
      _ = refused(changed)
      var shorter = page
      shorter.remove(at: place)
      _ = refused(shorter)
      let selector = SeriesSelector(name: "h_count")
      if let found = try? PrometheusText.find([selector], in: Array(page[..<place]), finalNewline: .required) {
        #expect(found == [.absent] || found == [.found(PrometheusSample(value: 144_320))])
      }
    }
  }
}
