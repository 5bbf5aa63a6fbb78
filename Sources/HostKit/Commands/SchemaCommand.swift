internal import ArgumentParser
internal import Governor
internal import Policy

/// `host schema`.
struct SchemaCommand: HostCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Prints the JSON Schema (draft-07) of a policy, for editors.",
    discussion: """
      It is made from the plugins of this host. An editor with a YAML language server takes it by a first line such as
        # yaml-language-server: $schema=policy.schema.json
      """)

  func run(in host: HostContext) async throws -> HostExit {
    print(PolicyReference(catalog: host.registry.catalog).jsonSchema, terminator: "")
    return .success
  }
}
