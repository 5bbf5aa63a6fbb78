internal import Diagnostics
public import Governor
public import Policy

/// A policy of a test was refused.
public struct RefusedPolicy: Error, CustomStringConvertible {
  /// The findings, as a person would see them.
  public let description: String
}

extension Registry {
  /// The registry of the fakes alone: the source and the sink of type `fake`.
  public static func fakes() throws(Duplicate) -> Registry {
    try Registry(sources: [FakeSource.self], sinks: [FakeSink.self])
  }

  /// Loads a policy from text against this registry; a finding that keeps it from running is an error.
  public func load(_ text: String, environment: [String: String] = [:], path: String = "test.yaml") throws(RefusedPolicy) -> CheckedPolicy {
    let loader = PolicyLoader(catalog: catalog, environment: PolicyEnvironment(environment))
    let outcome = loader.load(SourceFile(path: path, text: text))
    guard let policy = outcome.policy else {
      throw RefusedPolicy(description: DiagnosticRenderer().render(outcome.findings))
    }
    return policy
  }
}
