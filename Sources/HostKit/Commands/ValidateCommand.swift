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

  @OptionGroup var options: PolicyOptions

  func run(in host: HostContext) async throws -> HostExit {
    let loaded = PolicySelection.items(files).map { item -> (path: String, outcome: PolicyLoader.Outcome) in
      switch item {
      case .file(let path): (path, PolicyFile.load(path, registry: host.registry, settings: options.settings))
      case .nothing(let path, let finding): (path, PolicyLoader.Outcome(policy: nil, findings: DiagnosticBag([finding])))
      }
    }
    let policies = loaded.compactMap(\.outcome.policy)
    let set = PolicyFile.check(policies, isComplete: policies.count == loaded.count, registry: host.registry, settings: options.settings)
    var entries: [ReportEntry] = []
    for (path, outcome) in loaded { entries.append(await entry(path, outcome, set, in: host)) }
    let report = Report(entries, isStrict: strict)
    print(format.text(of: report, colour: Terminal.wantsColour, version: HostVersion.current), terminator: "")
    return HostExit(report.status)
  }

  private func entry(_ path: String, _ outcome: PolicyLoader.Outcome, _ set: PolicySet, in host: HostContext) async -> ReportEntry {
    var findings = outcome.findings
    for finding in outcome.policy.map(set.findings) ?? [] { findings.add(finding) }
    let policy = findings.hasErrors ? nil : outcome.policy
    var asked = ""
    if online, let policy {
      let trial = await StoredTrial.run(policy, registry: host.registry, version: HostVersion.current)
      for finding in OnlineInspection.findings(of: trial).sorted { findings.add(policy.attributed(finding)) }
      asked = Self.asked(trial.report)
    }
    return ReportEntry(
      path: PolicyFile.shownPath(path), policy: policy?.name, contents: policy.map { Self.contents($0) + asked }, findings: findings,
      accepted: policy == nil ? [] : outcome.accepted)
  }

  /// What was asked online, so that silence can be told from not asking.
  private static func asked(_ report: TickReport) -> String {
    let entities = report.policy.entity.map { ", \(report.snapshot.rows) `\($0)`" } ?? ""
    return ", asked online: \(counted(report.snapshot.sources.count, "source"))\(entities)"
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
