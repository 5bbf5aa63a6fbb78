/// Lays text out in columns.
public enum TextTable {
  /// Lines with columns two spaces apart; columns of `right` are set to the right. Cells are counted in characters.
  public static func lines(_ rows: [[String]], right: Set<Int> = [], indent: String = "") -> [String] {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0 }
    return rows.map { row in
      var line = indent
      for (column, cell) in row.enumerated() {
        let gap = String(repeating: " ", count: widths[column] - cell.count)
        line += (column == 0 ? "" : "  ") + (right.contains(column) ? gap + cell : cell + gap)
      }
      while line.hasSuffix(" ") { line.removeLast() }
      return line
    }
  }
}
