import Diagnostics
import Governor
import Policy
import Sinks
import Sources

/// Loads a policy as a host with the plugins that it comes with does.
enum Loading {
  static func load(
    _ text: String, environment: [String: String] = [:], path: String = "policy.yaml", files: [String: String] = [:],
    settings: [String] = []
  ) throws -> PolicyLoader.Outcome {
    try loader(environment: environment, files: files, settings: settings).load(SourceFile(path: path, text: text))
  }

  /// A loader over files in memory.
  static func loader(
    environment: [String: String] = [:], files: [String: String] = [:], settings: [String] = []
  ) throws -> PolicyLoader {
    let registry = try Registry(sources: BuiltinSources.all, sinks: BuiltinSinks.all)
    return PolicyLoader(
      catalog: registry.catalog, environment: PolicyEnvironment(environment), files: PolicyFiles(files),
      settings: try settings.map { try PolicySetting($0) })
  }

  /// What a person is shown.
  static func shown(_ outcome: PolicyLoader.Outcome) -> String {
    DiagnosticRenderer().render(outcome.findings)
  }
}
