internal import ArgumentParser
internal import Diagnostics
internal import Foundation
internal import Governor
internal import Simulation

/// `host test`.
struct TestCommand: HostCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Runs tests of policies over simulated time. Contacts nothing.",
    discussion: """
      A folder means the *_test.yaml files below it. The variables of the shell are not seen: a test says what it needs under env.
      Ends with 0 when every test passed, 1 when one failed, a policy is bad or there was nothing to test, 2 when a file cannot be
      read or written.
      Examples:
        host test policies/tests
        host test policies/tests --coverage --min-coverage 100
      """)

  @Argument(help: ArgumentHelp("Files of tests, or folders.", valueName: "file"), completion: .policyFiles)
  var files: [String]

  @Option(help: ArgumentHelp("Run only the tests with this in their name.", valueName: "text"))
  var filter: String?

  @Option(help: ArgumentHelp("Write what came of the tests as JUnit's XML.", valueName: "file"), completion: .file(extensions: ["xml"]))
  var junit: String?

  @Flag(help: "Show which fallbacks, arms, branches and ends of clamps no test has taken.")
  var coverage = false

  @Option(help: ArgumentHelp("Fail where a policy's coverage is lower.", valueName: "percent"))
  var minCoverage: Double?

  @OptionGroup var options: PolicyOptions

  func validate() throws {
    if let minCoverage, !(0...100).contains(minCoverage) { throw ValidationError("--min-coverage takes a number from 0 to 100") }
  }

  func run(in host: HostContext) async throws -> HostExit {
    var run = TestRun(registry: host.registry, settings: options.settings, filter: filter, colour: Terminal.wantsColour)
    var seen: Set<String> = []
    for argument in files {
      let found = TestFileFinder.files(argument)
      if found.isEmpty { run.nothing(argument) }
      for file in found where seen.insert(file).inserted { await run.run(file) }
    }
    if run.outcomes.isEmpty, run.faults.isEmpty { print("no test has `\((filter ?? "").shown(limit: 80))` in its name") }
    var code = run.exit
    if coverage || minCoverage != nil {
      print(CoverageReport.text(run.coverage), terminator: "")
      if let minCoverage, !isCovered(run.coverage, minCoverage), code == .success { code = .failure }
    }
    if let junit, !write(TestJUnit.text(run.outcomes, faults: run.faults), to: junit) { code = .unreadable }
    let failed = run.outcomes.count { !$0.passed }
    let unrun = run.faults.isEmpty ? "" : ", \(counted(run.faults.count, "file")) not run"
    print("\(run.outcomes.count - failed) passed, \(failed) failed\(unrun)")
    return code
  }

  private func isCovered(_ coverage: Coverage, _ least: Double) -> Bool {
    let low = coverage.byPolicy.filter { $0.percentage < least }
    for policy in low {
      print(
        "\(policy.path.shown(limit: 200)): \(CoverageReport.percentage(policy.percentage)) % is less than \(CoverageReport.percentage(least)) %"
      )
    }
    return low.isEmpty
  }

  private func write(_ text: String, to path: String) -> Bool {
    do {
      try text.write(toFile: path, atomically: true, encoding: .utf8)
      return true
    } catch {
      StandardError.write("cannot write `\(path.shown(limit: 200))`\n")
      return false
    }
  }
}
