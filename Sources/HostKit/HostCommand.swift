public import ArgumentParser
public import Governor

/// A command of a host. Its `run(in:)` gets the host's plugins and tells the exit code.
public protocol HostCommand: ParsableCommand {
  /// Carries the command out.
  func run(in host: HostContext) async throws -> HostExit
}

/// What commands need of the host that they belong to.
public struct HostContext: Sendable {
  /// The plugins.
  public let registry: Registry

  /// A context.
  public init(registry: Registry) {
    self.registry = registry
  }
}
