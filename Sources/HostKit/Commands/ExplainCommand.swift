internal import ArgumentParser
internal import Diagnostics
internal import Foundation
internal import Governor
internal import Policy
internal import Simulation

/// `host explain`.
struct ExplainCommand: HostCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Says why the outputs of an entity are what they are, down to the keys that were read. Writes nothing.",
    discussion: """
      Reads the sources once, as a tick does, and shows each output with its formula, the values in it, the bound of a clamp
      that holds, the share of each weight, and for each field the key, the text that came, its age, its state and the line of
      the policy that decided what stands for it.

      Examples:
        host explain policy.yaml BTCUSDT
        host explain policy.yaml BTCUSDT --output budget_usd
        host explain policy.yaml BTCUSDT --given given.yaml
        host explain policy.yaml BTCUSDT --json

      Ends with 0 when it could explain, 1 when there is no such entity, 2 when a file or all servers that it needs cannot be read,
      64 when the command line is wrong, 78 when the policy, or what is given, is bad.
      """)

  @Argument(help: ArgumentHelp("The policy.", valueName: "file"), completion: .policyFiles)
  var file: String

  @Argument(help: ArgumentHelp("The entity, such as a symbol; left out for a policy without entities.", valueName: "entity"))
  var entity: String?

  @Option(name: .customLong("output"), help: ArgumentHelp("Explain this output alone; may be given more than once.", valueName: "name"))
  var outputs: [String] = []

  @Option(help: ArgumentHelp("Ask no server: take from this file what sources hold.", valueName: "file"), completion: .policyFiles)
  var given: String?

  @Option(help: ArgumentHelp("The time of the tick, with --given: RFC 3339, or Unix seconds.", valueName: "time"))
  var at: String?

  @Flag(help: "Print JSON; its shape is in docs/guide/explain.md.")
  var json = false

  @OptionGroup var options: PolicyOptions

  func run(in host: HostContext) async throws -> HostExit {
    let outcome = PolicyFile.load(file, registry: host.registry, settings: options.settings)
    guard let policy = outcome.policy else {
      StandardError.write(outcome.findings)
      return HostExit.refusing(outcome.findings)
    }
    if let exit = checkArguments(policy) { return exit }
    var watch = GivenWatch()
    let (runner, findings) = runner(policy, host.registry, &watch)
    guard let runner else { return HostExit.refusing(findings) }
    let report = await runner.tick(.discard, keepsRaw: true)
    await runner.close()
    watch.take(report)
    let unread = watch.findings(entity: policy.entity)
    guard unread.isEmpty else {
      StandardError.write(unread)
      return .configuration
    }
    return explain(report)
  }

  func validate() throws {
    guard let at else { return }
    guard given != nil else { throw ValidationError("--at sets the time of what --given gives") }
    guard Self.time(at) != nil else { throw ValidationError("--at takes a time such as 2026-01-28T10:00:00Z") }
  }

  private static func time(_ text: String) -> Double? {
    let bytes = Array(text.utf8)
    return TimeText.parse(bytes.span, in: .seconds)
  }

  /// A runner on the policy's servers, or on what a file gives; nil with the findings that keep it from that.
  private func runner(_ policy: CheckedPolicy, _ registry: Registry, _ watch: inout GivenWatch) -> (PolicyRunner?, DiagnosticBag) {
    var findings = DiagnosticBag()
    guard let path = given else { return (PolicyRunner(policy, registry: registry, version: HostVersion.current), findings) }
    var world: GivenWorld?
    let now = at.flatMap { Self.time($0) } ?? SystemClock().now
    if let file = PolicyFile.read(path, into: &findings) {
      let read = Given.load(file, for: policy)
      findings = read.findings
      if let given = read.given {
        world = GivenWorld(for: policy, registry: registry)
        world?.give(given, at: now)
        watch.give(given)
      }
    }
    if !findings.isEmpty { StandardError.write(findings) }
    let runner = world.map {
      PolicyRunner(policy, registry: registry, clock: SimulatedClock(now: now), version: HostVersion.current, standIns: $0.standIns)
    }
    return (runner, findings)
  }

  /// What is wrong with the command line, now that the policy is known.
  private func checkArguments(_ policy: CheckedPolicy) -> HostExit? {
    if policy.entity == nil, let entity {
      StandardError.write("the policy `\(policy.name)` has no entities, so leave `\(entity.shown())` out\n")
      return .usage
    }
    let known = Set(policy.sinks.flatMap { $0.outputs.map(\.name) })
    for output in outputs where !known.contains(output) {
      let help = Suggestion.help(for: output, among: known.sorted()) ?? "outputs: \(known.sorted().joined(separator: ", "))"
      StandardError.write("no sink of `\(policy.name)` has an output `\(output.shown())`; \(help)\n")
      return .usage
    }
    return nil
  }

  private func explain(_ report: TickReport) -> HostExit {
    guard report.knowsEntities else {
      StandardError.write("\(report.unknownEntities)\n")
      return .unreadable
    }
    guard let derivation = report.derivation(of: entity, outputs: outputs.isEmpty ? nil : Set(outputs)) else {
      return refuse(report)
    }
    if json {
      print(derivation.json)
    } else {
      print(derivation.text, terminator: "")
      if given == nil, derivation.sources.contains(where: { $0.steps.contains { $0.passed != nil } }) {
        print("\nnote: this was a tick of its own; a host that runs may remember a last known good record that it does not know of")
      }
    }
    let read = report.snapshot.sources.filter { !$0.states.isEmpty }
    let isAllAway = !read.isEmpty && read.allSatisfy { $0.states.allSatisfy { $0 == .unreachable } }
    return isAllAway ? .unreadable : .success
  }

  /// There is no such entity, or none was named.
  private func refuse(_ report: TickReport) -> HostExit {
    let kind = report.policy.entity ?? "entity"
    let table = report.snapshot.entities ?? EntityTable()
    let names = (0..<table.count).map { table.name($0) }.sorted()
    let list = names.prefix(20).map { $0.shown() }.joined(separator: ", ") + (names.count > 20 ? ", and \(names.count - 20) more" : "")
    let known = names.isEmpty ? "there is none now" : "there are: \(list)"
    guard let entity else {
      StandardError.write("name a `\(kind)`; \(known)\n")
      return .usage
    }
    let help = Suggestion.help(for: entity, among: names).map { "\($0) " } ?? ""
    StandardError.write("there is no `\(kind)` `\(entity.shown())`; \(help)\(known)\n")
    return .failure
  }
}
