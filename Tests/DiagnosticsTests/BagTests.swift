import Diagnostics
import Testing

@Suite struct BagTests {
  private let file = SourceFile(path: "p.yaml", text: "a\nb\nc")

  private func finding(_ message: String, line: Int, column: Int = 1, _ severity: Severity = .error) -> Diagnostic {
    let place = SourcePosition(line: line, column: column)
    return Diagnostic(.wrongType, severity, message, at: SourceSpan(file: file, start: place, end: place))
  }

  @Test func findingsComeInTheOrderOfTheFileWithoutDoubles() {
    var bag = DiagnosticBag()
    for (message, line, column) in [("z", 3, 1), ("b", 1, 2), ("second", 1, 1), ("a", 1, 1), ("second", 1, 1)] {
      bag.add(finding(message, line: line, column: column))
    }
    bag.add(Diagnostic(.fileUnreadable, "no place", at: nil))
    #expect(bag.sorted.map(\.message) == ["no place", "second", "a", "b", "z"])
    #expect(bag.count(.error) == 5)
  }

  @Test func onlyErrorsKeepAPolicyFromRunning() {
    var bag = DiagnosticBag()
    #expect(bag.isEmpty && !bag.hasErrors)
    bag.add(finding("w", line: 1, .warning))
    bag.add(finding("n", line: 1, .note))
    #expect(!bag.isEmpty && !bag.hasErrors)
    bag.add(finding("e", line: 1))
    #expect(bag.hasErrors)
  }

  @Test func whatFollowsFromABrokenStretchIsDropped() {
    var bag = DiagnosticBag()
    bag.add(finding("inside", line: 2))
    bag.add(finding("elsewhere", line: 1))
    let start = SourcePosition(line: 2, column: 1)
    let broken = SourceSpan(file: file, start: start, end: SourcePosition(line: 2, column: 5))
    bag.add(Diagnostic(.unsetVariable, "cause", at: broken))
    bag.dropFollowOns(inside: [broken], keeping: [.unsetVariable])
    #expect(bag.sorted.map(\.message) == ["elsewhere", "cause"])
  }
}
