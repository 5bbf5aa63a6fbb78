internal import Diagnostics
internal import Governor
internal import Policy
internal import Simulation

/// Runs files of tests, prints what came of each, and keeps it for the reports behind it.
struct TestRun {
  private struct Loading: Hashable {
    let path: String
    let environment: [String: String]
  }

  private let registry: Registry
  private let settings: [PolicySetting]
  private let renderer: DiagnosticRenderer
  private let filter: String?
  private var policies: [Loading: PolicyLoader.Outcome] = [:]
  private var shown: Set<String> = []
  private(set) var outcomes: [TestOutcome] = []
  private(set) var faults: [(file: String, findings: [Diagnostic])] = []
  private(set) var coverage = Coverage()

  init(registry: Registry, settings: [PolicySetting], filter: String?, colour: Bool) {
    self.registry = registry
    self.settings = settings
    self.filter = filter
    renderer = DiagnosticRenderer(colour: colour)
  }

  /// How the run ends, coverage left aside.
  var exit: HostExit {
    if faults.contains(where: { $0.findings.contains { $0.code == .fileUnreadable } }) { return .unreadable }
    return faults.isEmpty && !outcomes.isEmpty && outcomes.allSatisfy(\.passed) ? .success : .failure
  }

  /// Runs the tests of one file.
  mutating func run(_ path: String) async {
    var bag = DiagnosticBag()
    guard let source = PolicyFile.read(path, into: &bag) else { return fault(path, bag) }
    let (file, findings) = TestFile.read(source)
    guard let file else { return fault(path, findings) }
    let policyPath = TestFileFinder.path(file.policy.value, besides: path)
    var isFaulty = false
    // A test whose name cannot be read may be the one that is asked for.
    for entry in file.tests where !entry.isNamed || filter.map({ entry.name.contains($0) }) ?? true {
      guard let test = entry.test else {
        note(TestOutcome(file: path, name: entry.name, failures: entry.findings.sorted, seconds: 0), entry.findings)
        continue
      }
      let environment = file.environment.merging(test.environment) { $1 }
      let loaded = load(Loading(path: policyPath, environment: environment))
      guard let policy = loaded.policy else {
        // One policy is at fault, not each of its tests.
        if !isFaulty { fault(path, loaded.findings) }
        isFaulty = true
        continue
      }
      let slips = file.findings(against: policy)
      guard slips.isEmpty else { return fault(path, slips) }
      await run(test, of: path, policy)
    }
  }

  private mutating func run(_ test: TestCase, of path: String, _ policy: CheckedPolicy) async {
    let (bound, findings) = BoundTest.bind(test, to: policy)
    let start = ContinuousClock.now
    var failures = findings
    if let bound { failures = await bound.run(registry: registry, coverage: &coverage) }
    let took = (ContinuousClock.now - start).components
    let outcome = TestOutcome(
      file: path, name: test.name, failures: failures.sorted, seconds: Double(took.seconds) + Double(took.attoseconds) * 1e-18)
    note(outcome, failures)
  }

  private mutating func note(_ outcome: TestOutcome, _ failures: DiagnosticBag) {
    outcomes.append(outcome)
    print("\(outcome.passed ? "ok" : "FAILED"): \(outcome.file.shown(limit: 200)): \(outcome.name.shown(limit: 200))")
    if !outcome.passed { print(renderer.render(failures), terminator: "") }
  }

  /// A file, or the policy that it tests, cannot be run.
  private mutating func fault(_ path: String, _ findings: DiagnosticBag) {
    faults.append((path, findings.sorted))
    print("FAILED: \(path.shown(limit: 200)): cannot be run")
    let text = renderer.render(findings)
    if shown.insert(text).inserted { print(text, terminator: "") }
  }

  private mutating func load(_ loading: Loading) -> PolicyLoader.Outcome {
    if let known = policies[loading] { return known }
    let outcome = PolicyFile.load(loading.path, registry: registry, environment: PolicyEnvironment(loading.environment), settings: settings)
    policies[loading] = outcome
    return outcome
  }

  /// Says that an argument means no file.
  mutating func nothing(_ argument: String) {
    let shown = argument.shown(limit: 200)
    var bag = DiagnosticBag()
    bag.add(
      Diagnostic(.nothingToTest, "there is no file of tests in `\(shown)`", at: nil, help: "files of tests are called `*_test.yaml`"))
    fault(argument, bag)
  }
}
