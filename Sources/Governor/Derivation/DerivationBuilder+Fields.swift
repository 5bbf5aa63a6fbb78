internal import Diagnostics
internal import Policy

extension DerivationBuilder {
  /// The node of a source's field.
  mutating func field(_ field: Int, of sourceIndex: Int, named name: String) -> DerivationNode {
    let declaration = policy.sources[sourceIndex]
    let settled = report.snapshot.sources[sourceIndex]
    let own = declaration.fields[field]
    let row = declaration.cadence == .perTick ? 0 : row
    let value = value(of: declaration.registers[field])
    let index = source(sourceIndex)
    let raw = settled.raw?.text(field: field, row: row)
    let facts = DerivationDetail.FieldFacts(
      source: index, dataName: declaration.configuration.name(ofField: field) ?? own.key, raw: raw,
      note: note(own, value, raw, sources[index], wasKept: settled.raw != nil))
    let written = raw.flatMap {
      declaration.configuration.span(ofField: field, entity: declaration.cadence == .perTick ? nil : entity, text: $0)
    }
    return DerivationNode(
      .field, name: name, span: written ?? own.span, value: value, detail: .field(facts),
      why: why(own, value, raw, sources[index], wasKept: settled.raw != nil))
  }

  /// What became of the text, where the value is not simply what it says.
  private func note(_ field: RecordField, _ value: DerivedValue, _ raw: String?, _ source: DerivedSource, wasKept: Bool) -> String? {
    guard source.outcome == .fresh, value.isPresent else { return nil }
    guard let raw else { return wasKept ? "not in the record; the field's default" : nil }
    guard let range = field.range, let number = NumberText.parse(raw), !range.contains(number) else { return nil }
    return "outside \(range), taken as the nearer end"
  }

  private func why(_ field: RecordField, _ value: DerivedValue, _ raw: String?, _ source: DerivedSource, wasKept: Bool) -> String? {
    guard !value.isPresent else { return nil }
    switch source.outcome {
    case .withheld: return "the source `\(source.name)` is \(source.state.word) and withholds"
    case .missing: return "the record of `\(source.name)` is \(source.state.word), and its fields are missing"
    case .values: return "the default of `\(source.name)` gives it no value"
    case .lastKnownGood: return "the last known good record of `\(source.name)` has no such field"
    case .fresh where !wasKept: return "the record has no such field, or one that cannot be used as a \(field.kind.rawValue)"
    case .fresh: return raw == nil ? "the record has no such field" : "what came cannot be used as a \(field.kind.rawValue)"
    }
  }
}
