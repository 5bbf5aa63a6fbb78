internal import Diagnostics
internal import Governor
internal import Policy

/// A cell as a message shows it.
enum ShownValue {
  /// `1348.0 usd`, `'LOW_VOL'`, `missing`.
  static func text(_ column: Column, row: Int, _ type: ValueType) -> String {
    let row = column.count == 1 ? 0 : row
    guard column.states.indices.contains(row) else { return "not there" }
    let state = column.states[row]
    if state.contains(.withheld) { return "withheld" }
    if state.contains(.missing) { return state.contains(.fault) ? "missing (no finite number came out)" : "missing" }
    switch type {
    case .text: return "'\(column.texts.string(row: row).shown(limit: 60))'"
    case .boolean: return column.numbers[row] != 0 ? "true" : "false"
    case .time: return NumberFormat.text(column.numbers[row])
    case .number(let unit): return NumberFormat.text(column.numbers[row]) + (unit.isRatio ? "" : " \(unit)")
    }
  }
}
