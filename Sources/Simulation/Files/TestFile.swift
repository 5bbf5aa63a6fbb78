public import Diagnostics
public import Policy

/// A file of tests, read but not yet held against its policy.
public struct TestFile: Sendable {
  /// The policy's path as it is written: relative to the folder of the file.
  public let policy: Placed<String>
  /// Variables of the policy in every test. Those of the process are not seen.
  public var environment: [String: String] { variables.texts }
  /// The tests in the order of the file, also those with faults; at least one.
  public let tests: [TestEntry]
  /// The file.
  public let file: SourceFile
  private let variables: [Named<String>]

  private struct Draft: Sendable {
    let policy: Placed<String>
    let variables: [Named<String>]
    let tests: Placed<[Node]>
  }

  // Each test is read by itself, so that a slip in one stops no other.
  private static let schema = Schema(
    .required("policy", FieldType<String>.text.placed, "The policy that is tested, relative to this file."),
    .optional("env", .variables, default: [], shown: "none", "Variables of the policy in every test."),
    .required("tests", FieldType<[Node]>.list(.anything("a test"), of: "`tests`").placed, "The tests."),
    make: Draft.init)

  /// What a text means; nil where there was an error that is none of one test alone.
  public static func read(_ file: SourceFile) -> (file: TestFile?, findings: DiagnosticBag) {
    var parsed = DiagnosticBag()
    guard let tree = YAMLDocument.parse(file, into: &parsed) else { return (nil, parsed) }
    if let finding = FileKind.mistaken(tree, for: .tests, path: file.path) { return (nil, DiagnosticBag([finding])) }
    var (draft, findings) = Document.read(tree, as: schema, named: "a file of tests")
    let nodes = draft?.tests.value ?? []
    for finding in parsed.sorted where !nodes.contains(where: { $0.span.holds(finding) }) { findings.add(finding) }
    // Told beside other faults of the file too.
    if case .mapping(let entries) = tree.content, let list = entries.first(where: { $0.key == "tests" })?.value,
      case .sequence(let items) = list.content, items.isEmpty
    {
      findings.add(Diagnostic(.nothingToTest, "there is no test in the file", at: list.span, help: "write `- name: …`"))
    }
    guard let draft, !findings.hasErrors else { return (nil, findings) }
    var tests: [TestEntry] = []
    var names: [String: SourceSpan] = [:]
    for node in nodes {
      tests.append(TestEntry(node, findings: parsed.sorted.filter { node.span.holds($0) }, taken: names))
      if let name = TestEntry.name(of: node), names[name.text] == nil { names[name.text] = name.span }
    }
    return (TestFile(policy: draft.policy, tests: tests, file: file, variables: draft.variables), findings)
  }

  /// What is wrong with the file as soon as its policy is known: variables that the policy does not ask for.
  public func findings(against policy: CheckedPolicy) -> DiagnosticBag {
    var bag = DiagnosticBag()
    variables.report(idleIn: policy, into: &bag)
    return bag
  }
}

extension SourceSpan {
  /// Whether a finding lies in it.
  fileprivate func holds(_ finding: Diagnostic) -> Bool {
    guard let place = finding.span else { return false }
    return start <= place.start && place.end <= end
  }
}
