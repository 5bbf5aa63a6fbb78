internal import Diagnostics
internal import Policy

/// What a read brought, before it became columns: the text of each field, and what was wrong with each record. Kept only for a person who
/// asks why a number is what it is.
public struct RawRecords: Sendable {
  /// More of a text is cut off: it is there to be looked at.
  private static let limit = 200

  private var texts: [[String?]]
  private var faults: [String?]

  init(fields: Int, rows: Int) {
    texts = [[String?]](repeating: [String?](repeating: nil, count: rows), count: fields)
    faults = [String?](repeating: nil, count: rows)
  }

  /// The text of a field as it came, made safe to show; nil where nothing came.
  public func text(field: Int, row: Int) -> String? {
    texts.indices.contains(field) && texts[field].indices.contains(row) ? texts[field][row] : nil
  }

  /// The first thing that was wrong with a record, for a person.
  public func fault(row: Int) -> String? { faults.indices.contains(row) ? faults[row] : nil }

  mutating func keep(_ bytes: Span<UInt8>, field: Int, row: Int) {
    // A character has four bytes at most, so the cut is made by `shown`, between two of them.
    let kept = (0..<min(bytes.count, Self.limit * 4 + 4)).map { bytes[$0] }
    keep(String(decoding: kept, as: UTF8.self), field: field, row: row)
  }

  mutating func keep(_ text: String, field: Int, row: Int) {
    texts[field][row] = text.shown(limit: Self.limit)
  }

  mutating func keep(_ constant: Constant, field: Int, row: Int) {
    switch constant {
    case .number(let value), .time(let value): keep(NumberFormat.text(value), field: field, row: row)
    case .text(let text): keep(text, field: field, row: row)
    case .boolean(let value): keep("\(value)", field: field, row: row)
    }
  }

  mutating func note(_ fault: String, row: Int) {
    if faults[row] == nil { faults[row] = fault }
  }
}
