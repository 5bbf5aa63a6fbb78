internal import Diagnostics
internal import Policy

/// The names by which a test can ask for values: values, `source.field`, `sink.field`, and a field that sinks write by its name alone.
struct ValueNames {
  /// What a name stands for.
  struct Meaning {
    let register: Register
    let sink: String?
  }

  private let policy: CheckedPolicy
  private var single: [String: Meaning] = [:]
  private var dotted: [String: Meaning] = [:]
  private var ambiguous: [String: [String]] = [:]

  init(_ policy: CheckedPolicy) {
    self.policy = policy
    for sink in policy.sinks {
      for output in sink.outputs {
        let meaning = Meaning(register: output.register, sink: sink.name)
        dotted["\(sink.name).\(output.name)"] = meaning
        if let other = single[output.name], other.register != output.register {
          ambiguous[output.name, default: other.sink.map { [$0] } ?? []].append(sink.name)
        }
        single[output.name] = meaning
      }
    }
    for source in policy.sources {
      for (field, register) in zip(source.fields, source.registers) where dotted["\(source.name).\(field.name)"] == nil {
        dotted["\(source.name).\(field.name)"] = Meaning(register: register, sink: nil)
      }
    }
    // A value goes before a field of the same name that a sink writes.
    for value in policy.values {
      single[value.name] = Meaning(register: value.register, sink: nil)
      ambiguous[value.name] = nil
    }
  }

  /// What a name stands for; nil after a finding.
  func find(_ name: String, at span: SourceSpan, into bag: inout DiagnosticBag) -> Meaning? {
    if let sinks = ambiguous[name] {
      bag.add(
        Diagnostic(
          .badExpectation, "several sinks write a field `\(name.shown(limit: 40))`", at: span,
          help: "write `\(sinks.first ?? "sink").\(name)`", notes: [NameList.note("sinks", sinks)]))
      return nil
    }
    if let meaning = single[name] ?? dotted[name] { return meaning }
    let names = name.contains(".") ? dotted.keys.sorted() : single.keys.sorted()
    bag.add(
      Diagnostic(
        .unknownName, "`\(name.shown(limit: 60))` is neither a value of `\(policy.name)` nor a field of its sources and sinks", at: span,
        caption: "unknown", help: Suggestion.help(for: name, among: names),
        notes: [NameList.note("values", policy.values.map(\.name))]))
    return nil
  }
}
