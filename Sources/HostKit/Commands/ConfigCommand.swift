internal import ArgumentParser
internal import Diagnostics
internal import Governor
internal import Policy

/// `host config`.
struct ConfigCommand: HostCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Prints a policy as it stands, each line with where it came from. Contacts nothing.",
    discussion: """
      What the policy extends, variables, settings and defaults are put in. The YAML is a policy that means the same; passwords are \
      taken out. Ends with 0, 1 when there is an error in the policy that `host validate` would tell of it alone, 2 when the file \
      cannot be read.
      """)

  /// How the policy is printed.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case yaml, json
  }

  @Argument(help: ArgumentHelp("The policy.", valueName: "file"), completion: .policyFiles)
  var file: String

  @Option(help: "yaml, or json for programs: the policy, and where each part came from by JSON Pointer.")
  var format = Format.yaml

  @OptionGroup var options: PolicyOptions

  func run(in host: HostContext) async throws -> HostExit {
    var bag = DiagnosticBag()
    guard let file = PolicyFile.read(file, into: &bag) else { return Self.refuse(bag, .unreadable) }
    let loader = PolicyFile.loader(registry: host.registry, settings: options.settings)
    let (configuration, policy, findings) = loader.configuration(file)
    guard let configuration, let policy else { return Self.refuse(findings, .failure) }
    // A shadow whose primary nobody knows is no policy that stands, though nothing in its own file is wrong.
    let set = PolicyFile.check([policy], registry: host.registry, settings: options.settings)
    guard !set.findings.hasErrors else { return Self.refuse(set.findings, .failure) }
    print(format == .yaml ? configuration.yaml : configuration.json, terminator: "")
    return .success
  }

  private static func refuse(_ findings: DiagnosticBag, _ code: HostExit) -> HostExit {
    StandardError.write(findings)
    return code
  }
}
