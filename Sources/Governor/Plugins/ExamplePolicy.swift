public import Diagnostics
public import Policy

/// The example of a plugin in the place in which it stands in a policy, so that it can be loaded as it is shown.
public struct ExamplePolicy: Sendable {
  /// The part of the policy that is the example: its section, a name, and the body below it.
  public let text: String
  /// What stands below it, in the forms in which an example can be meant: alone, as the source of the entities, or beside one.
  private let forms: [String]

  /// An example of a source or a sink.
  public init(_ example: PluginExample, of kind: PluginKind) {
    let lines = example.yaml.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "    \($0)" }
    var body = lines.joined(separator: "\n")
    while body.last == "\n" { body.removeLast() }
    text = "\(kind.rawValue)s:\n  example:\n\(body)\n"
    let head = "policy: example\nconnections: {redis: \"redis://localhost:6379/0\"}\n"
    let sinks = "sinks: {out: {type: \(PluginCatalog.examplePlugin)}}\n"
    let finder = "found: {type: \(PluginCatalog.examplePlugin)}"
    forms =
      switch kind {
      case .source:
        [head + sinks, head + "for_each: {symbol: example}\n" + sinks, "  \(finder)\n" + head + "for_each: {symbol: found}\n" + sinks]
      case .sink: [head, head + "for_each: {symbol: found}\nsources: {\(finder)}\n"]
      }
  }

  /// What is wrong with the example: the errors of the form in which there are fewest. None where it is good.
  public func errors(_ catalog: PluginCatalog) -> [Diagnostic] {
    let loader = PolicyLoader(catalog: catalog.forExamples, environment: PolicyEnvironment([:]))
    let found = forms.map { form in
      loader.load(SourceFile(path: "example.yaml", text: text + form)).findings.sorted.filter { $0.severity == .error }
    }
    return found.min { $0.count < $1.count } ?? []
  }
}
