internal import Diagnostics
internal import Policy

/// What a read brought, before it became columns: the text of each field, and what was wrong with each record. For a person who asks why a
/// number is what it is; a host keeps it for its last tick, so it costs a copy of the bytes and no more.
public struct RawRecords: Sendable {
  /// More of a text is cut off: it is there to be looked at.
  private static let limit = 200
  /// A character has four bytes at most, so the cut is made when it is shown, between two of them.
  private static let byteLimit = limit * 4 + 4

  /// Where a text stands in the arena; a negative length where nothing came.
  private struct Place {
    static let nothing = Place(start: 0, length: -1)
    let start: Int
    let length: Int32
  }

  private let rows: Int
  private var arena: [UInt8] = []
  /// By field and row; a field of which nothing came has no rows.
  private var places: [[Place]]
  private var faults: [Int: String] = [:]

  init(fields: Int, rows: Int) {
    self.rows = rows
    places = [[Place]](repeating: [], count: fields)
  }

  /// The text of a field as it came, made safe to show; nil where nothing came.
  public func text(field: Int, row: Int) -> String? {
    guard places.indices.contains(field), places[field].indices.contains(row) else { return nil }
    let place = places[field][row]
    guard place.length >= 0 else { return nil }
    return String(decoding: arena[place.start..<place.start + Int(place.length)], as: UTF8.self).shown(limit: Self.limit)
  }

  /// The first thing that was wrong with a record, for a person.
  public func fault(row: Int) -> String? { faults[row] }

  mutating func keep(_ bytes: Span<UInt8>, field: Int, row: Int) {
    if places[field].isEmpty { places[field] = [Place](repeating: .nothing, count: rows) }
    let (start, length) = (arena.count, min(bytes.count, Self.byteLimit))
    for index in 0..<length { arena.append(bytes[index]) }
    places[field][row] = Place(start: start, length: Int32(length))
  }

  mutating func keep(_ text: String, field: Int, row: Int) {
    let bytes = Array(text.utf8)
    keep(bytes.span, field: field, row: row)
  }

  mutating func keep(_ constant: Constant, field: Int, row: Int) {
    switch constant {
    case .number(let value), .time(let value): keep(NumberFormat.text(value), field: field, row: row)
    case .text(let text): keep(text, field: field, row: row)
    case .boolean(let value): keep("\(value)", field: field, row: row)
    }
  }

  mutating func note(_ fault: @autoclosure () -> String, row: Int) {
    if faults[row] == nil { faults[row] = fault() }
  }
}
