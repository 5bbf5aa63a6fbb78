public import Diagnostics
internal import Policy

/// What stands at one place of the list of tests: a test, or what is wrong with it.
public struct TestEntry: Sendable {
  /// Its name, or its place where the name cannot be read.
  public let name: String
  /// Whether the name is its own.
  public let isNamed: Bool
  /// The test; nil where there was an error.
  public let test: TestCase?
  /// What is wrong with it; that stops no other test.
  public let findings: DiagnosticBag

  /// Reads an item of the list; `findings` are those of its YAML.
  init(_ node: Node, findings: [Diagnostic], taken: [String: SourceSpan]) {
    var bag = DiagnosticBag()
    for finding in findings { bag.add(finding) }
    let (test, faults) = Document.read(node, as: TestCase.schema, named: "a test")
    bag.add(faults)
    let written = Self.name(of: node)
    if let test, let first = taken[test.name] {
      bag.add(
        Diagnostic(.nameCollision, "two tests have one name", at: test.span, help: "say what this one shows")
          .pointing(to: first, "first here"))
    }
    name = written?.text ?? "the test in line \(node.span.start.line)"
    isNamed = written != nil
    self.test = bag.hasErrors ? nil : test
    self.findings = bag
  }

  /// The name as it is written, also of a test with faults.
  static func name(of node: Node) -> Scalar? {
    guard case .mapping(let entries) = node.content, let name = entries.first(where: { $0.key == "name" })?.value.scalar, !name.isNull
    else { return nil }
    return name
  }
}
