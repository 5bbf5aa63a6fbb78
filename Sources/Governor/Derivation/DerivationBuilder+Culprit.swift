internal import Diagnostics
internal import Policy

extension DerivationBuilder {
  /// Whose record withholds a formula over all entities: one that is bad stops it for all, and the entity that is explained may be well itself.
  func culprit(_ operation: Operation) -> String? {
    guard case .aggregate = operation, let operand = operation.operands.first else { return nil }
    let states = report.evaluation[operand].states
    let rows = states.indices.filter { states[$0].contains(.withheld) }
    guard let first = rows.first, let entities = report.snapshot.entities, first < entities.count else { return nil }
    let inputs = policy.program.inputs(of: operand)
    let guilty = policy.sources.indices.filter { index in
      let (declaration, settled) = (policy.sources[index], report.snapshot.sources[index])
      let place = declaration.cadence == .perEntity ? first : 0
      return declaration.registers.contains(where: inputs.contains) && settled.outcomes.indices.contains(place)
        && settled.outcomes[place] == .withheld
    }
    func words(_ index: Int) -> String {
      let derived = report.derivedSource(index, row: first)
      return "the source `\(derived.name)` is \(derived.state.word)\(derived.fault.map { " (\($0.shown(limit: 200)))" } ?? "")"
    }
    // A source without entities withholds for all of them.
    if let index = guilty.first(where: { policy.sources[$0].cadence == .perTick }) { return "\(words(index)) and withholds" }
    let sources = guilty.map { words($0) + " there" }
    let count =
      rows.count == 1
      ? "the record of `\(entities.name(first).shown(limit: 60))` withholds it"
      : "the records of \(rows.count) entities withhold it, such as that of `\(entities.name(first).shown(limit: 60))`"
    return ([count] + sources).joined(separator: ": ")
  }
}
