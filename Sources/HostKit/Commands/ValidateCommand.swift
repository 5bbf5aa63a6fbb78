internal import ArgumentParser
internal import Diagnostics
internal import Governor
internal import Policy

/// `host validate`.
struct ValidateCommand: HostCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Says everything that is wrong with a policy, and where. Contacts nothing.",
    discussion: "Ends with 0 when every policy is good, 1 when one is not, 2 when a file cannot be read.")

  @Argument(help: ArgumentHelp("The policies.", valueName: "file"))
  var files: [String]

  func run(in host: HostContext) async throws -> HostExit {
    let renderer = DiagnosticRenderer(colour: Terminal.wantsColour)
    var code = HostExit.success
    for path in files {
      let outcome = PolicyFile.load(path, registry: host.registry)
      print(renderer.render(outcome.findings), terminator: "")
      if outcome.findings.sorted.contains(where: { $0.code == .fileUnreadable }) {
        code = .unreadable
      } else if let policy = outcome.policy {
        let accepted = outcome.accepted == 0 ? "" : ", \(Self.counted(outcome.accepted, "warning")) accepted"
        print("\(path): good: \(Self.contents(policy))\(accepted)")
      } else {
        print("\(path): \(Self.counted(outcome.findings.count(.error), "error"))")
        if code == .success { code = .failure }
      }
    }
    return code
  }

  private static func contents(_ policy: CheckedPolicy) -> String {
    let parts = [(policy.sources.count, "source"), (policy.values.count, "value"), (policy.sinks.count, "sink")]
    return "policy `\(policy.name)`, " + parts.map { counted($0.0, $0.1) }.joined(separator: ", ")
  }

  static func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}
