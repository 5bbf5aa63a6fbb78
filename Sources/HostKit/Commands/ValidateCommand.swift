internal import ArgumentParser
internal import Diagnostics
internal import Governor
internal import Policy

/// `host validate`.
struct ValidateCommand: HostCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Says everything that is wrong with policies, and where. Contacts nothing.",
    discussion: """
      Examples:
        host validate policies/p28.yaml           one policy
        host validate policies/                   each policy that lies in the folder
        host validate --strict policies/*.yaml    warnings fail too
        host validate - < policy.yaml             standard input
        host validate --format github policies/   annotations on a pull request

      Ends with 0 when every policy is good, 1 when one is not, 2 when something could not be checked, 64 when the command line is wrong. \
      `host explain-code CODE` explains a finding.
      """)

  @Argument(help: ArgumentHelp("The policies: files, folders, or - for standard input.", valueName: "file"), completion: .policyFiles)
  var files: [String]

  @Option(help: "The form of the report, which goes to standard output.")
  var format = ReportFormat.human

  @Flag(help: "Fail for warnings as for errors.")
  var strict = false

  func run(in host: HostContext) async throws -> HostExit {
    let entries = PolicySelection.items(files).map { item in
      switch item {
      case .file(let path): Self.check(path, in: host)
      case .nothing(let path, let finding): ReportEntry(path: path, findings: DiagnosticBag([finding]))
      }
    }
    let report = Report(entries, isStrict: strict)
    print(format.text(of: report, colour: Terminal.wantsColour, version: HostVersion.current), terminator: "")
    return HostExit(report.status)
  }

  private static func check(_ path: String, in host: HostContext) -> ReportEntry {
    let outcome = PolicyFile.load(path, registry: host.registry)
    return ReportEntry(
      path: PolicyFile.shownPath(path), policy: outcome.policy?.name, contents: outcome.policy.map(contents), findings: outcome.findings)
  }

  private static func contents(_ policy: CheckedPolicy) -> String {
    let parts = [(policy.sources.count, "source"), (policy.values.count, "value"), (policy.sinks.count, "sink")]
    return "policy `\(policy.name)`, " + parts.map { "\($0) \($1)\($0 == 1 ? "" : "s")" }.joined(separator: ", ")
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
