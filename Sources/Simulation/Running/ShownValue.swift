internal import Diagnostics
internal import Governor
internal import Policy

/// A value as a message shows it, in the form in which a test can expect it.
enum ShownValue {
  /// `1348.0 usd`, `'LOW_VOL'`, `missing`.
  static func text(_ column: Column, row: Int, _ type: ValueType) -> String {
    guard row < column.count || column.count == 1 else { return "not there" }
    return text(DerivedValue(column, row: row, type: type))
  }

  /// The same of a value that is there, or is known to be missing.
  static func text(_ value: DerivedValue) -> String {
    switch value.content {
    case .withheld: "withheld"
    case .missing: value.hasFault ? "missing (no finite number came out)" : "missing"
    case .text(let text): "'\(text.shown(limit: 60))'"
    case .boolean(let value): "\(value)"
    case .time(let seconds): NumberFormat.text(seconds)
    case .number(let number, let unit): NumberFormat.text(number) + (unit.isRatio ? "" : " \(unit)")
    }
  }
}
