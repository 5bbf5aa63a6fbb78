import Diagnostics
import Governor
import Policy
import Sinks
import Sources

/// Loads a policy as a host with the plugins that it comes with does.
enum Loading {
  static func load(_ text: String, environment: [String: String] = [:], path: String = "policy.yaml") throws -> PolicyLoader.Outcome {
    let registry = try Registry(sources: BuiltinSources.all, sinks: BuiltinSinks.all)
    return PolicyLoader(catalog: registry.catalog, environment: PolicyEnvironment(environment))
      .load(SourceFile(path: path, text: text))
  }

  /// What a person is shown.
  static func shown(_ outcome: PolicyLoader.Outcome) -> String {
    DiagnosticRenderer().render(outcome.findings)
  }
}
