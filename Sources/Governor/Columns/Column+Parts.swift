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
