internal import Policy

extension TickReport {
  /// What a source, by its index, gave to a row of the tick: its state, its age, and what was wrong with this record and no other.
  public func derivedSource(_ index: Int, row: Int) -> DerivedSource {
    let declaration = policy.sources[index]
    let isShared = declaration.cadence == .perTick
    return DerivedSource(
      declaration, snapshot.sources[index], row: isShared ? 0 : row, entity: isShared ? nil : snapshot.entities?.name(row), snapshot)
  }
}
