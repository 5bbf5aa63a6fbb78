@testable import Governor

/// Columns in one line of text, so that a test is a table.
///
/// Cells stand between spaces: a number, a word, `true`; `-` is missing, `w` withheld, and an `f` behind either, or behind a value,
/// is a fault. `w-` is withheld and missing.
enum Cells {
  static func column(_ text: String, _ kind: Kind) -> Column {
    var states: [CellState] = []
    var numbers: [Double] = []
    var texts = TextColumn()
    for cell in text.split(separator: " ") {
      var state: CellState = []
      var value = String(cell)
      if value.hasSuffix("f") {
        state.insert(.fault)
        value.removeLast()
      }
      switch value {
      case "-": state.insert(.missing)
      case "w": state.insert(.withheld)
      case "w-": state.formUnion([.withheld, .missing])
      default: break
      }
      states.append(state)
      switch kind {
      case .text: texts.append(state.isPresent ? (value == "''" ? "" : value) : "")
      case .boolean: numbers.append(value == "true" ? 1 : 0)
      case .number: numbers.append(state.isPresent ? Double(value) ?? .nan : 0)
      }
    }
    return kind == .text ? Column(states: states, texts: texts) : Column(states: states, numbers: numbers)
  }

  static func text(_ column: Column, _ kind: Kind) -> String {
    (0..<column.count).map { cell(column, $0, kind) }.joined(separator: " ")
  }

  static func cell(_ column: Column, _ row: Int, _ kind: Kind) -> String {
    let state = column.states[row]
    let fault = state.contains(.fault) ? "f" : ""
    guard state.isPresent else { return (state.contains(.withheld) ? "w" : "") + (state.contains(.missing) ? "-" : "") + fault }
    return value(column, row, kind) + fault
  }

  private static func value(_ column: Column, _ row: Int, _ kind: Kind) -> String {
    switch kind {
    case .text: return column.texts.string(row: row).isEmpty ? "''" : column.texts.string(row: row)
    case .boolean: return column.numbers[row] == 1 ? "true" : column.numbers[row] == 0 ? "false" : "neither"
    case .number:
      let text = "\(column.numbers[row])"
      return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
  }

  /// What the cells of a column hold.
  enum Kind: Sendable {
    case number, boolean, text
  }
}
