/// The entities of a tick: each name once, with the row that it has in every column.
///
/// One open hash index over one stretch of bytes; names are never made into strings on the way of a tick.
public struct EntityTable: Sendable {
  /// The names by row.
  public private(set) var names = TextColumn()
  private var slots: [Int32]
  private var mask: Int

  /// An empty table with room for some names.
  public init(capacity: Int = 64) {
    var size = 128
    while size < min(capacity, 1 << 26) * 2 { size *= 2 }
    slots = [Int32](repeating: -1, count: size)
    mask = size - 1
  }

  /// A table of some names, each once.
  public init(_ names: some Sequence<String>) {
    self.init()
    for name in names {
      let bytes = Array(name.utf8)
      insert(bytes.span)
    }
  }

  /// How many entities there are.
  public var count: Int { names.count }

  /// The row of a name, new or known.
  @discardableResult
  public mutating func insert(_ name: Span<UInt8>) -> Int {
    var slot = Self.hash(name) & mask
    while slots[slot] >= 0 {
      let row = Int(slots[slot])
      if names.isEqual(row: row, to: name) { return row }
      slot = (slot + 1) & mask
    }
    let row = names.count
    names.append(name)
    slots[slot] = Int32(truncatingIfNeeded: row)
    if names.count * 2 > slots.count { grow() }
    return row
  }

  /// The row of a name, if the table has it.
  public func row(of name: Span<UInt8>) -> Int? {
    var slot = Self.hash(name) & mask
    while slots[slot] >= 0 {
      let row = Int(slots[slot])
      if names.isEqual(row: row, to: name) { return row }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// The row of a name, if the table has it.
  public func row(of name: String) -> Int? {
    let bytes = Array(name.utf8)
    return row(of: bytes.span)
  }

  /// The name in a row.
  public func name(_ row: Int) -> String { names.string(row: row) }

  private mutating func grow() {
    var larger = [Int32](repeating: -1, count: slots.count * 2)
    mask = larger.count - 1
    for row in 0..<names.count {
      var slot = names.withBytes(row: row) { Self.hash($0) } & mask
      while larger[slot] >= 0 { slot = (slot + 1) & mask }
      larger[slot] = Int32(truncatingIfNeeded: row)
    }
    slots = larger
  }

  /// A seeded hash, so that nobody outside can choose names that all fall on one slot.
  private static func hash(_ name: Span<UInt8>) -> Int {
    var hasher = Hasher()
    // Read only while the span is borrowed.
    unsafe name.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
    return hasher.finalize()
  }
}
