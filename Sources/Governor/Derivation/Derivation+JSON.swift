internal import Diagnostics
internal import Policy

extension Derivation {
  /// The derivation as JSON, one object; its shape is documented in docs/guide/explain.md.
  public var json: String {
    JSONText.members([
      ("version", "1"),
      ("policy", JSONText.string(policy)),
      ("mode", JSONText.string(mode.rawValue)),
      ("entity", entity.map { JSONText.members([("kind", JSONText.string($0.kind)), ("name", JSONText.string($0.name))]) } ?? "null"),
      ("now", NumberFormat.text(now)),
      ("sinks", JSONText.array(sinks.map(\.json))),
      ("checks", JSONText.array(checks.map(\.json))),
      ("nodes", JSONText.array(nodes.map(\.json))),
      ("sources", JSONText.array(sources.map(\.json))),
      ("sensitivities_complete", "\(triedAll)"),
      ("sensitivities", JSONText.array(sensitivities.map(\.json))),
    ])
  }
}

extension JSONText {
  /// An object of the members that are there.
  static func members(_ members: [(String, String?)]) -> String {
    object(members.compactMap { name, value in value.map { (name, $0) } })
  }

  /// A number, or null where there is none.
  static func number(_ value: Double?) -> String { value.flatMap { $0.isFinite ? NumberFormat.text($0) : nil } ?? "null" }
}

extension SourceSpan {
  fileprivate var json: String {
    JSONText.members([("file", JSONText.string(file.path)), ("line", "\(start.line)"), ("column", "\(start.column)")])
  }
}

extension Derivation.Sink {
  fileprivate var json: String {
    JSONText.members([
      ("name", JSONText.string(name)), ("type", JSONText.string(type)), ("at", span.json), ("key", place.map(JSONText.string)),
      ("verdict", JSONText.string(verdict.rawValue)), ("modes", JSONText.array(modes.map { JSONText.string($0.rawValue) })),
      ("deleted", "\(isDeleted)"), ("causes", JSONText.array(causes.map { "\($0)" })),
      (
        "outputs",
        JSONText.array(
          outputs.map { JSONText.members([("name", JSONText.string($0.name)), ("at", $0.span.json), ("node", "\($0.node)")]) })
      ),
    ])
  }
}

extension DerivedValue {
  /// The value as a JSON object: `state`, and where there is one `type`, `value` and perhaps `unit`.
  var json: String {
    var members: [(String, String?)]
    switch content {
    case .number(let value, let unit):
      members = [("type", "\"number\""), ("value", JSONText.number(value)), ("unit", unit.isRatio ? nil : JSONText.string("\(unit)"))]
    case .time(let value): members = [("type", "\"time\""), ("value", NumberFormat.text(value))]
    case .boolean(let value): members = [("type", "\"boolean\""), ("value", "\(value)")]
    case .text(let text): members = [("type", "\"text\""), ("value", JSONText.string(text))]
    case .missing: return JSONText.members([("state", "\"missing\""), ("fault", hasFault ? "true" : nil)])
    case .withheld: return JSONText.members([("state", "\"withheld\""), ("fault", hasFault ? "true" : nil)])
    }
    return JSONText.members([("state", "\"present\"")] + members + [("fault", hasFault ? "true" : nil)])
  }
}

extension DerivationNode {
  fileprivate var json: String {
    JSONText.members([
      ("kind", JSONText.string(kind.rawValue)), ("name", name.map(JSONText.string)), ("formula", formula.map(JSONText.string)),
      ("operation", operation.map(JSONText.string)), ("at", span?.json), ("value", value.json),
      ("operands", operands.isEmpty ? nil : JSONText.array(operands.map(\.json))), detail?.member ?? ("detail", nil),
      ("why", why.map(JSONText.string)),
    ])
  }
}

extension DerivationNode.Operand {
  fileprivate var json: String { JSONText.members([("role", role.map(JSONText.string)), ("node", "\(node)")]) }
}

extension DerivationDetail {
  fileprivate var member: (String, String?) {
    switch self {
    case .weights(let terms):
      let list = terms.map { term in
        JSONText.members([
          ("weight", JSONText.number(term.weight)), ("contribution", JSONText.number(term.contribution)),
          ("share_percent", JSONText.number(term.share)),
        ])
      }
      return ("weights", JSONText.array(list))
    case .clamp(let clamp):
      let object = JSONText.members([
        ("bound", JSONText.string(clamp.bound.rawValue)), ("lowest", JSONText.number(clamp.lowest)),
        ("highest", JSONText.number(clamp.highest)), ("moved", JSONText.number(clamp.moved)),
      ])
      return ("clamp", object)
    case .choice(let choice):
      let passed = choice.passed.map { JSONText.members([("operand", "\($0.operand)"), ("reason", JSONText.string($0.reason))]) }
      return ("choice", JSONText.members([("taken", choice.taken.map { "\($0)" } ?? "null"), ("passed", JSONText.array(passed))]))
    case .field(let facts):
      let object = JSONText.members([
        ("source", "\(facts.source)"), ("data_name", JSONText.string(facts.dataName)),
        ("raw", facts.raw.map(JSONText.string) ?? "null"), ("note", facts.note.map(JSONText.string)),
      ])
      return ("field", object)
    }
  }
}

extension DerivedSource {
  fileprivate var json: String {
    let list = steps.map { step in
      JSONText.members([
        ("step", JSONText.string(step.words)), ("at", step.span?.json), ("holds", "\(step.passed == nil)"),
        ("passed", step.passed.map(JSONText.string)),
      ])
    }
    return JSONText.members([
      ("name", JSONText.string(name)), ("type", JSONText.string(type)), ("at", span.json), ("key", place.map(JSONText.string)),
      ("state", JSONText.string(state.word)), ("outcome", JSONText.string(outcome.word)), ("age_seconds", JSONText.number(age)),
      ("read_age_seconds", JSONText.number(readAge)), ("stale_after_seconds", JSONText.number(staleAfter)),
      ("fallback", JSONText.array(list)), ("running_host", remembered.map(JSONText.string)), ("fault", fault.map(JSONText.string)),
    ])
  }
}

extension Sensitivity {
  fileprivate var json: String {
    JSONText.members([
      ("sink", JSONText.string(sink)), ("output", JSONText.string(output)), ("field", JSONText.string(field)),
      ("basis", JSONText.string(basis.rawValue)), ("from", from.json), ("to", to.json), ("before", before.json), ("after", after.json),
      ("change", JSONText.number(change)),
    ])
  }
}
