import Diagnostics
import Testing

@testable import Policy

/// Files of the largest size that is read, made to cost as much as they can.
struct CostTests {
  private static func interpolate(_ part: String, count: Int) -> (scalar: Scalar?, findings: [Diagnostic], broken: Int) {
    let text = String(repeating: part, count: count)
    let file = SourceFile(path: "f", text: text)
    let span = SourceSpan(file: file, start: .init(line: 1, column: 1), end: .init(line: 1, column: 1 + text.unicodeScalars.count))
    var interpolator = Interpolator(environment: PolicyEnvironment(["SET": "x"]))
    let node = interpolator.resolve(Node(.scalar(Scalar(text: text, style: .plain, span: span)), span: span))
    return (node.scalar, interpolator.findings, interpolator.broken.count)
  }

  @Test(.timeLimit(.minutes(5))) func dollars() {
    let result = Self.interpolate("$$", count: 1 << 19)
    #expect(result.scalar?.text.utf8.count == 1 << 19)
    #expect(result.findings.isEmpty)
  }

  @Test(.timeLimit(.minutes(5)), arguments: ["${A}", "${SET}", "${A:-}", "${A:?x}", "${!}"]) func variables(part: String) {
    let result = Self.interpolate(part, count: (1 << 20) / part.utf8.count)
    #expect(result.findings.count <= 101)
    #expect(result.findings.last?.code == .limitExceeded)
    #expect(result.findings.last?.message == "a text has at most 100 variables")
    #expect(result.broken == 1)
  }

  @Test func aHundredVariablesAreEnough() {
    let result = Self.interpolate("${SET}", count: 100)
    #expect(result.findings.isEmpty)
    #expect(result.scalar?.text == String(repeating: "x", count: 100))
  }

  @Test(.timeLimit(.minutes(5))) func unknownNames() {
    let found = Reading.values((0..<8000).map { "value_\($0): unknown_\($0)\n" }.joined())
    let sorted = found.sorted
    #expect(found.hasErrors)
    #expect(sorted.count == 301)
    #expect(sorted.last?.code == .limitExceeded)
    #expect(sorted.last?.severity == .note)
    #expect(sorted.last?.message == "after 300 errors the rest is left out")
  }

  @Test func warningsDoNotHideErrors() {
    var bag = DiagnosticBag()
    let file = SourceFile(path: "f", text: "")
    for index in 0..<1000 { bag.add(Diagnostic(.limitExceeded, .warning, "\(index)", at: SourceSpan(startOf: file))) }
    bag.add(Diagnostic(.limitExceeded, "last", at: nil))
    #expect(bag.hasErrors)
    #expect(bag.count(.warning) == 1000)
  }
}
