internal import ArgumentParser

/// The command of which all others are parts.
struct RootCommand<Definition: HostDefinition>: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "host",
      abstract: "Runs risk policies written as YAML.",
      discussion: """
        Examples:
          host validate policy.yaml              what is wrong with it, and where
          host config policy.yaml                the policy as it stands, with where each line came from
          host explain-code GV0107               what a finding means, with an example
          host plugins redis_hash                what a source or sink takes, with examples
          host explain policy.yaml BTCUSDT       why its outputs are what they are
          host plan new.yaml --against old.yaml  what the one would change of the other
          host test policies/tests               tests of policies over simulated time
          host run policies/                     the service: every policy of a folder
          host run policy.yaml --once            one tick
          host run policy.yaml --once --dry-run  what it would write
        """,
      version: HostVersion.current,
      subcommands: [
        ValidateCommand.self, ConfigCommand.self, TestCommand.self, ExplainCommand.self, PlanCommand.self, RunCommand.self,
        PluginsCommand.self, SchemaCommand.self, ExplainCodeCommand.self, DocsCommand.self,
      ] + Definition.commands)
  }
}
