public import Policy

extension SourceSnapshot {
  /// Where the record of a row was looked for, or why it could not be, for a person; nil where nothing is known. `declaration` is that of
  /// the source.
  public func absence(of row: Int, _ declaration: SourceDeclaration) -> String? {
    let keys = keys.compactMap { row < $0.count && $0.states[row].isPresent ? $0.texts.string(row: row) : nil }
    let isKeyless = keys.isEmpty && declaration.configuration.templates.contains(where: \.isDependent)
    return isKeyless ? fault?.message : declaration.configuration.origin(under: keys)
  }
}
