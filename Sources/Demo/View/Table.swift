internal import Diagnostics

/// Lays text out in columns, the first to the left, the others to the right.
struct Table {
  private let header: [String]
  private var rows: [[String]] = []

  init(header: [String]) {
    self.header = header
  }

  mutating func add(_ row: [String]) {
    rows.append(row)
  }

  /// The lines, the header first.
  var lines: [String] {
    TextTable.lines([header] + rows, right: Set(header.indices.dropFirst()))
  }
}
