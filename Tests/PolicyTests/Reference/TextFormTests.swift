import Foundation
import TestSupport
import Testing

@testable import Policy

/// The forms of the schema let through whatever the readers take. The other way they are close, and here they are exact where a form can be.
@Suite struct TextFormTests {
  private func fits(_ text: String, _ form: String) throws -> Bool {
    try Regex("^(?:\(form))$").wholeMatch(in: text) != nil
  }

  /// Texts made of the pieces that matter to a reader, many of them good.
  private func texts(_ pieces: [String], seed: UInt64) -> [String] {
    var random = SeededRandom(seed: seed)
    return (0..<3000).map { _ in
      (0..<Int.random(in: 1...6, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
    }
  }

  @Test func numbers() throws {
    for text in texts(["1", "0", "23", ".", "-", "+", "e", "E", "5", "_", " ", "%", "x"], seed: 1) {
      if NumberText.parse(text) != nil { #expect(try fits(text, TextForm.number), "\(text)") }
    }
    for text in ["", ".", "1_000", "0x1", "nan", "inf", "1e", "--1", " 1"] { #expect(try !fits(text, TextForm.number), "\(text)") }
  }

  @Test(arguments: [true, false]) func durations(_ allowsZero: Bool) throws {
    let form = TextForm.duration(allowsZero: allowsZero)
    for text in texts(["1", "0", "15", ".5", "2.", "ms", "s", "m", "h", "d", "-", " "], seed: 2) {
      guard let seconds = DurationText.seconds(text) else {
        #expect(try !fits(text, form), "\(text)")
        continue
      }
      #expect(try fits(text, form) == (allowsZero || seconds > 0), "\(text)")
    }
  }

  @Test func names() throws {
    for text in texts(["a", "Z", "_", "0", "in", "true", "null", "-", ".", " ", "é"], seed: 3) {
      #expect(try fits(text, TextForm.name) == Word.isName(text), "\(text)")
    }
    #expect(try fits(String(repeating: "a", count: 128), TextForm.name))
    #expect(try !fits(String(repeating: "a", count: 129), TextForm.name))
  }

  @Test func intervals() throws {
    for text in texts(["[", "(", "0", "1e3", ",", ", ", " ", "]", ")", "-1", "2%"], seed: 4) + ["[0, 1]", "(0,1e12]", "[ -1 , 1 )"] {
      if Interval(text: text) != nil { #expect(try fits(text, TextForm.interval), "\(text)") }
    }
    for text in ["[0]", "[0, 1", "0, 1", "[a, b]", "[0, 1, 2]"] { #expect(try !fits(text, TextForm.interval), "\(text)") }
  }

  @Test(arguments: ["app:{symbol}", "app", "{symbol}", "a:{source.field}:b", "é"]) func keys(_ text: String) throws {
    #expect(try fits(text, TextForm.key))
  }

  @Test(arguments: ["", "app:{symbol", "app:}", "app:{}", "app:{1}", "{{a}}"]) func textsThatAreNoKeys(_ text: String) throws {
    #expect(try !fits(text, TextForm.key))
  }
}
