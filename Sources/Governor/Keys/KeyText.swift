internal import Diagnostics
internal import Policy

/// Writes the value of a field into a key.
enum KeyText {
  /// Beyond it not every whole number is a double, so that two of them would share a key.
  private static let largestWhole = 9_007_199_254_740_992.0

  /// Appends the text of a cell that is there; else says why it makes no key.
  static func append(_ column: Column, row: Int, kind: RecordField.Kind, to key: inout [UInt8]) -> String? {
    switch kind {
    case .text:
      let start = key.count
      column.texts.withBytes(row: row) { bytes in for position in bytes.indices { key.append(bytes[position]) } }
      if key.count == start { return "is empty" }
      return isPrintable(key[start...]) ? nil : "holds characters that are not printable"
    case .boolean:
      key += (column.numbers[row] != 0 ? "true" : "false").utf8
      return nil
    case .number, .time:
      return append(column.numbers[row], to: &key)
    }
  }

  /// Whole numbers without a point, as they stand in keys.
  private static func append(_ number: Double, to key: inout [UInt8]) -> String? {
    guard number == number.rounded() else {
      NumberFormat.append(number, to: &key)
      return nil
    }
    guard abs(number) <= largestWhole, let whole = Int64(exactly: number) else {
      return "is `\(NumberFormat.text(number))`, so large that a number does not hold each digit"
    }
    key += "\(whole)".utf8
    return nil
  }

  /// The same rule as for the entities in the keys of a scan.
  private static func isPrintable(_ bytes: ArraySlice<UInt8>) -> Bool {
    if bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return true }
    guard let text = String(validating: bytes, as: UTF8.self) else { return false }
    return text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control && $0.properties.generalCategory != .format }
  }
}
