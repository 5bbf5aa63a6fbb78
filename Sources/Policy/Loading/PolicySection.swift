/// The sections of a policy beside its head: their names, what they take and what they are for. The loader and the reference go by them.
enum PolicySection: String, Sendable, CaseIterable {
  case forEach = "for_each"
  case params, connections, sources, values, sinks, checks, metrics, api, risk

  /// The section as a field of the policy.
  var field: FieldDescription {
    FieldDescription(name: rawValue, type: type, isRequired: self == .sinks, summary: summary)
  }

  /// What the section takes.
  var type: TypeDescription {
    switch self {
    case .forEach: .map(.name, keys: .name, count: 1...1)
    case .params: .map(.either([.scalar, .object(ParamSection.Spec.schema.fields)]), keys: .name)
    case .connections: .map(.secret, keys: .name)
    case .sources: .map(.plugin(.source), keys: .name)
    case .values: .map(.expression, keys: .name)
    case .sinks: .map(.plugin(.sink), keys: .name, count: 1...Int.max)
    case .checks: .map(.object(CheckDraft.Spec.schema.fields), keys: .name)
    case .metrics:
      .map(
        .object(MetricDraft.Spec.schema.fields, oneOf: ["gauge", "count"]),
        keys: .pattern("(?!governor_|process_)[A-Za-z_:][A-Za-z0-9_:]{0,199}", words: "the name of a metric"))
    case .api:
      .map(
        .object(RouteDraft.Spec.schema.fields, oneOf: RouteDraft.actions),
        keys: .pattern(RouteDraft.form, words: "a method and a path such as `GET /budget/{symbol}`"))
    case .risk: .map(.choice(Risk.Direction.allCases.map(\.rawValue)), keys: .anyText, count: 1...Int.max)
    }
  }

  private var summary: String {
    switch self {
    case .forEach: "What an entity is called, and the source that finds them: `{symbol: positions}`. Without it there is one row."
    case .params: "Settings that formulas and keys can name: a value, or a mapping of a value with its unit and range."
    case .connections: "Servers by name, a URL each. A password in it is never shown."
    case .sources: "What is read, once each tick."
    case .values: "Formulas by name. They may name each other in any order."
    case .sinks: "What is written, and where."
    case .checks: "Questions that others ask of the policy, each with a condition under which the answer is no."
    case .metrics: "What Prometheus is shown: values after each tick, and counts of events."
    case .api: "What the policy answers over HTTP: a method and a path, and one thing that is done."
    case .risk: "Which way a value or an output is dangerous: `{budget: higher}`. Fallbacks that move it there are warned of."
    }
  }
}
