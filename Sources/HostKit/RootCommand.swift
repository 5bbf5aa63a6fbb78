internal import ArgumentParser

/// The command of which all others are parts.
struct RootCommand<Definition: HostDefinition>: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "host",
      abstract: "Runs risk policies written as YAML.",
      discussion: """
        Examples:
          host validate policies/p28.yaml           everything that is wrong with a policy, and where
          host run policies/p28.yaml                the service: a tick every few seconds
          host run policies/p28.yaml --once         one tick
          host run policies/p28.yaml --once --dry-run
                                                    what it would write, without writing
        """,
      version: HostVersion.current,
      subcommands: [RunCommand.self, ValidateCommand.self] + Definition.commands)
  }
}
