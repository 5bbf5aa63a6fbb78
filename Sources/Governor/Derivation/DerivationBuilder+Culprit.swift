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
    let sources = policy.sources.indices.compactMap { index -> String? in
      let (declaration, settled) = (policy.sources[index], report.snapshot.sources[index])
      guard declaration.cadence == .perEntity, declaration.registers.contains(where: inputs.contains),
        settled.outcomes.indices.contains(first), settled.outcomes[first] == .withheld
      else { return nil }
      let derived = report.derivedSource(index, row: first)
      return "the source `\(declaration.name)` is \(derived.state.word) there\(derived.fault.map { " (\($0.shown(limit: 200)))" } ?? "")"
    }
    let count =
      rows.count == 1
      ? "the record of `\(entities.name(first).shown(limit: 60))` withholds it"
      : "the records of \(rows.count) entities withhold it, such as that of `\(entities.name(first).shown(limit: 60))`"
    return ([count] + sources).joined(separator: ": ")
  }
}
