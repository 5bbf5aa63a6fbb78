internal import ArgumentParser
internal import Diagnostics
internal import Governor
internal import Policy

/// `host validate`.
struct ValidateCommand: HostCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Says everything that is wrong with policies, and where. Contacts nothing, save with --online.",
    discussion: """
      Examples:
        host validate policies/risk.yaml          one policy
        host validate policies/                   each policy that lies in the folder
        host validate --strict policies/*.yaml    warnings fail too
        host validate - < policy.yaml             standard input
        host validate --format github policies/   annotations on a pull request
        host validate --online policies/       is the data there too, as they expect it?

      Ends with 0 when every policy is good, 1 when one is not, 2 when something could not be checked (with --online also where a server is \
      away), 64 when the command line is wrong. \
      `host explain-code CODE` explains a finding.
      """)

  @Argument(help: ArgumentHelp("The policies: files, folders, or - for standard input.", valueName: "file"), completion: .policyFiles)
  var files: [String]

  @Option(help: "The form of the report, which goes to standard output.")
  var format = ReportFormat.human

  @Flag(help: "Fail for warnings as for errors.")
  var strict = false

  @Flag(help: "Ask the servers too: read every source once, and write nothing.")
  var online = false

  func run(in host: HostContext) async throws -> HostExit {
    var entries: [ReportEntry] = []
    for item in PolicySelection.items(files) {
      switch item {
      case .file(let path): entries.append(await check(path, in: host))
      case .nothing(let path, let finding): entries.append(ReportEntry(path: path, findings: DiagnosticBag([finding])))
      }
    }
    let report = Report(entries, isStrict: strict)
    print(format.text(of: report, colour: Terminal.wantsColour, version: HostVersion.current), terminator: "")
    return HostExit(report.status)
  }

  private func check(_ path: String, in host: HostContext) async -> ReportEntry {
    let outcome = PolicyFile.load(path, registry: host.registry)
    var findings = outcome.findings
    if online, let policy = outcome.policy { findings.add(await Self.ask(policy, in: host)) }
    let accepted = outcome.accepted == 0 ? "" : ", \(counted(outcome.accepted, "warning")) accepted"
    return ReportEntry(
      path: PolicyFile.shownPath(path), policy: outcome.policy?.name, contents: outcome.policy.map { Self.contents($0) + accepted },
      findings: findings)
  }

  /// What the servers have that the policy does not expect.
  private static func ask(_ policy: CheckedPolicy, in host: HostContext) async -> DiagnosticBag {
    let runner = PolicyRunner(policy, registry: host.registry, version: HostVersion.current)
    let report = await runner.tick(.discard)
    await runner.close()
    return OnlineInspection.findings(of: report)
  }

  private static func contents(_ policy: CheckedPolicy) -> String {
    let parts = [(policy.sources.count, "source"), (policy.values.count, "value"), (policy.sinks.count, "sink")]
    return "policy `\(policy.name)`, " + parts.map(counted).joined(separator: ", ")
  }
}

extension CompletionKind {
  /// What a shell offers where a policy is wanted.
  static var policyFiles: CompletionKind { .file(extensions: ["yaml", "yml"]) }
}

extension HostExit {
  /// The exit code of a report.
  fileprivate init(_ status: Report.Status) {
    switch status {
    case .passed: self = .success
    case .failed: self = .failure
    case .incomplete: self = .unreadable
    }
  }
}
