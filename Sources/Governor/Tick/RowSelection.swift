/// Which rows of a sink may be written: those whose every value is there. A row with a gap is kept back whole, because a key that is
/// written in part would go on showing old values for the rest.
struct RowSelection {
  private(set) var rows: [Int] = []
  private(set) var withheld = 0
  private(set) var missing = 0
  /// The rows that may not be written, ascending.
  private(set) var keptBack: [Int] = []

  /// Chooses from the first `count` rows, or from those of them that are among `wanted`, ascending.
  init(outputs: [Column], rows count: Int, among wanted: [Int]? = nil) {
    var states = [CellState](repeating: [], count: count)
    for output in outputs {
      if output.count == 1, count != 1 {
        let shared = output.states[0]
        if !shared.isEmpty { for row in 0..<count { states[row].formUnion(shared) } }
      } else {
        for row in 0..<min(count, output.count) { states[row].formUnion(output.states[row]) }
      }
    }
    rows.reserveCapacity(count)
    for row in wanted ?? Array(0..<count) {
      if states[row].contains(.withheld) {
        withheld += 1
        keptBack.append(row)
      } else if states[row].contains(.missing) {
        missing += 1
        keptBack.append(row)
      } else {
        rows.append(row)
      }
    }
  }
}
