internal import Policy

extension Column {
  /// A column of numbers from its parts, which have the same length.
  init(states: [CellState], numbers: [Double]) {
    isText = false
    self.states = states
    self.numbers = numbers
  }

  /// A column of texts from its parts, which have the same length.
  init(states: [CellState], texts: TextColumn) {
    isText = true
    self.states = states
    self.texts = texts
  }

  /// A row by itself, as a column of a type; nil is a row that is withheld. A column of one row has that value for all.
  func single(row: Int?, _ type: ValueType) -> Column {
    var single = Column(for: type)
    let index = row.map { count == 1 ? 0 : $0 }
    if let index, let constant = constant(row: index, type) {
      single.append(constant)
    } else {
      single.append(index.flatMap { states.indices.contains($0) ? states[$0] : nil } ?? .withheld)
    }
    return single
  }
}

extension TextColumn {
  /// Whether a row holds just these bytes.
  func isEqual(row: Int, to bytes: Span<UInt8>) -> Bool {
    withBytes(row: row) { own in
      guard own.count == bytes.count else { return false }
      for index in own.indices where own[index] != bytes[index] { return false }
      return true
    }
  }
}
