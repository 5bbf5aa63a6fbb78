internal import ArgumentParser
internal import Diagnostics
internal import Governor
internal import Policy

/// `host plan`.
struct PlanCommand: HostCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Shows what a policy would change: against another policy, or against what is stored now. Writes nothing.",
    discussion: """
      Reads once and computes both policies from the same data at the same time. Without --against it compares with what stands under
      the keys that the policy would write.

      Examples:
        host plan cautious.yaml --against policy.yaml
        host plan policy.yaml --output budget_usd --limit 5
        host plan policy.yaml --set params.limit=800 --against policy.yaml
        host plan policy.yaml --json

      --set goes over the policy, and not over the one that it is compared with.
      Ends with 0 when it could compare, 1 when it could not or there was nothing to compare, 2 when a file cannot be read, 78 when a policy
      is bad. With --detailed-exitcode 2 says that it could compare and something would change; a file that cannot be read is then 1.
      """)

  @Argument(help: ArgumentHelp("The policy that would take the place.", valueName: "file"), completion: .policyFiles)
  var file: String

  @Option(help: ArgumentHelp("The policy that it is compared with.", valueName: "file"), completion: .policyFiles)
  var against: String?

  @Option(name: .customLong("output"), help: ArgumentHelp("Compare this output alone; may be given more than once.", valueName: "name"))
  var outputs: [String] = []

  @Option(help: ArgumentHelp("How many rows of each output are shown.", valueName: "rows"))
  var limit: Int?

  @Flag(help: "Print JSON; its shape is in docs/guide/plan.md.")
  var json = false

  @Flag(help: "End with 2 when something would change.")
  var detailedExitcode = false

  @OptionGroup var options: PolicyOptions

  func validate() throws {
    guard (limit ?? 1) >= 1 else { throw ValidationError("--limit is 1 or more") }
  }

  func run(in host: HostContext) async throws -> HostExit {
    let files = [file] + (against.map { [$0] } ?? [])
    let outcomes = files.enumerated().map { index, path in
      PolicyFile.load(path, registry: host.registry, settings: index == 0 ? options.settings : [])
    }
    for outcome in outcomes where outcome.policy == nil { StandardError.write(outcome.findings) }
    let policies = outcomes.compactMap(\.policy)
    guard policies.count == files.count else {
      let isUnreadable = outcomes.contains { HostExit.refusing($0.findings) == .unreadable }
      // With --detailed-exitcode 2 has another meaning, and a slip in a path must not look like a change.
      return !isUnreadable ? .configuration : detailedExitcode ? .failure : .unreadable
    }
    let known = Set(policies.flatMap { $0.sinks.flatMap { $0.outputs.map(\.name) } })
    for output in outputs where !known.contains(output) {
      let help = Suggestion.help(for: output, among: known.sorted()) ?? "outputs: \(known.sorted().joined(separator: ", "))"
      StandardError.write("no sink has an output `\(output.shown())`; \(help)\n")
      return .usage
    }
    let isOneFile = policies.count == 2 && policies[0].name == policies[1].name && file == against
    let names = isOneFile && !options.settings.isEmpty ? (was: file, wouldBe: "\(file) with --set") : nil
    let wanted = outputs.isEmpty ? nil : Set(outputs)
    if policies.count == 2 {
      let trial = await PolicyTrial.run(policies[1], policies[0], registry: host.registry, version: HostVersion.current)
      for report in [trial.base, trial.other] where !report.knowsEntities { return Self.refuse(report) }
      return show(PolicyComparison(trial, outputs: wanted, names: names))
    }
    let trial = await StoredTrial.run(policies[0], registry: host.registry, version: HostVersion.current)
    guard trial.report.knowsEntities else { return Self.refuse(trial.report) }
    for found in trial.faults { StandardError.write("\(found.fault)\n") }
    let isActive = policies[0].sinks.contains { $0.isActive(in: policies[0].mode) }
    guard !trial.stored.isEmpty || !isActive else {
      if trial.faults.isEmpty {
        StandardError.write("no sink of `\(policies[0].name)` can tell what it has written; name another policy with --against\n")
      }
      return .failure
    }
    let code = show(PolicyComparison(trial.report, stored: trial.stored, outputs: wanted))
    // What could not be read is told above, and the rest is no whole comparison.
    return trial.faults.isEmpty ? code : .failure
  }

  private func show(_ comparison: PolicyComparison) -> HostExit {
    if json { print(comparison.json(limit: limit)) } else { print(comparison.text(limit: limit ?? 20), terminator: "") }
    // Nothing compared is no green light.
    guard comparison.hasCompared else { return .failure }
    return detailedExitcode && comparison.hasDifferences ? .differences : .success
  }

  /// Without entities there is nothing to compare.
  private static func refuse(_ report: TickReport) -> HostExit {
    StandardError.write("\(report.policy.name): \(report.unknownEntities)\n")
    return .failure
  }
}
