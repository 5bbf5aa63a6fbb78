import Diagnostics
import Testing

@testable import Policy

/// Nothing that a file can hold brings the reader down.
struct HostileTests {
  @Test(arguments: ["(", "[", "-", "!", "a ? ", "min(", "a + ", "a ?? ", "a in [", "'x", "1", "a.", "?", "a and ", "“", "\u{2264}"])
  func runs(of part: String) {
    for count in [100, 201, 1000, 10_000, (1 << 20) / part.utf8.count - 100] {
      let found = Reading.findings("v: |-\n  " + String(repeating: part, count: count) + "\n")
      #expect(found.count <= 40)
      if count >= 10_000 { #expect(!found.isEmpty) }
    }
  }

  @Test func formsInsideForms() {
    for depth in [10, 30, 31, 32, 100, 1000] {
      _ = Reading.findings("v: " + String(repeating: "{first_of: [", count: depth) + "a" + String(repeating: "]}", count: depth) + "\n")
    }
  }

  @Test(arguments: 1...8) func randomBytes(seed: UInt64) {
    var state = seed
    let pieces = [
      "a", "usd", "1", ".", "5%", "30s", "'", "\"", "(", ")", "[", "]", ",", "?", ":", "??", "&&", "!", "=", "in", "not", "and", " ", "é",
      "“", "≥", "min(", "\u{0}", "\t",
    ]
    for _ in 0..<400 {
      var text = ""
      for _ in 0..<30 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let pick = Int(state >> 33)
        if pick % 5 == 0 { text.unicodeScalars.append(Unicode.Scalar(UInt8(pick >> 8 & 255))) } else { text += pieces[pick % pieces.count] }
      }
      let scalar = Scalar(text: text, style: .plain, span: SourceSpan(startOf: SourceFile(path: "f", text: text)))
      var bag = DiagnosticBag()
      var builder = Reading.names()
      if let expression = Expression.read(Node(.scalar(scalar), span: scalar.span), into: &bag),
        builder.compile(expression, expected: nil, into: &bag) == nil
      {
        #expect(bag.hasErrors)
      }
    }
  }
}
