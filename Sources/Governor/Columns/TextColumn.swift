/// Texts one behind the other in one buffer; no row has an allocation of its own.
public struct TextColumn: Sendable, Equatable {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  /// A column without rows.
  public init() {}

  /// How many rows there are.
  public var count: Int { ends.count }

  /// Drops all rows and keeps the buffers.
  public mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }

  /// Adds a row of UTF-8 bytes.
  public mutating func append(_ text: Span<UInt8>) {
    for index in text.indices { bytes.append(text[index]) }
    ends.append(bytes.count)
  }

  /// Adds a row.
  public mutating func append(_ text: String) {
    bytes.append(contentsOf: text.utf8)
    ends.append(bytes.count)
  }

  /// Adds a copy of a row of another column.
  public mutating func append(row: Int, of other: TextColumn) {
    bytes.append(contentsOf: other.bytes[other.range(row)])
    ends.append(bytes.count)
  }

  /// Whether two rows hold the same bytes.
  public func isEqual(row: Int, to otherRow: Int, of other: TextColumn) -> Bool {
    let (here, there) = (range(row), other.range(otherRow))
    guard here.count == there.count else { return false }
    let (own, foreign) = (bytes.span.extracting(here), other.bytes.span.extracting(there))
    // Both spans have been cut to this length, with a check.
    for index in 0..<here.count where unsafe own[unchecked: index] != foreign[unchecked: index] { return false }
    return true
  }

  /// The first row of another column that holds the same bytes as a row of this one.
  func firstEqual(row: Int, in others: TextColumn) -> Int? {
    for other in 0..<others.count where isEqual(row: row, to: other, of: others) { return other }
    return nil
  }

  /// Lends the bytes of a row.
  public func withBytes<Result>(row: Int, _ body: (Span<UInt8>) throws -> Result) rethrows -> Result {
    try body(bytes.span.extracting(range(row)))
  }

  /// The text of a row.
  public func string(row: Int) -> String { String(decoding: bytes[range(row)], as: UTF8.self) }

  private func range(_ row: Int) -> Range<Int> { (row == 0 ? 0 : ends[row - 1])..<ends[row] }
}
