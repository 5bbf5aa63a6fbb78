internal import Governor

/// Fields of hashes as they came, byte by byte, by key: each reader makes of them what its own policy says.
struct KeptHashes: Sendable {
  /// A hash that was read.
  private struct Hash {
    /// Which fields were read: an index into `lists`; -1 before the hash is whole.
    var list = -1
    /// The first of its cells.
    var cells = 0
    /// What the server answered in place of the fields.
    var fault: String?
  }

  /// The keys, each with its row.
  private var keys = EntityTable()
  private var hashes: [Hash] = []
  private var lists: [[String]] = []
  private var bytes: [UInt8] = []
  /// Where each field's text stands in `bytes`; nil where the hash has not got it.
  private var cells: [Range<Int>?] = []

  /// The row of a key, which may be new.
  mutating func row(of key: Span<UInt8>) -> Int {
    let row = keys.insert(key)
    if row == hashes.count { hashes.append(Hash()) }
    return row
  }

  /// The number of a list of fields.
  mutating func list(_ fields: [String]) -> Int {
    if let known = lists.firstIndex(of: fields) { return known }
    lists.append(fields)
    return lists.count - 1
  }

  /// For each list so far, where in it some fields stand; nil for a list without one of them.
  func places(of fields: [String]) -> [[Int]?] {
    lists.map { list in
      let places = fields.compactMap { list.firstIndex(of: $0) }
      return places.count == fields.count ? places : nil
    }
  }

  /// Which list of fields was read of a row; -1 where none was.
  func list(ofRow row: Int) -> Int { hashes[row].list }

  /// What the server answered in place of a row's fields.
  func fault(ofRow row: Int) -> String? { hashes[row].fault }

  /// Lends the text of a field by its place in the row's list; nothing happens where the hash has not got it.
  func withField(_ place: Int, ofRow row: Int, _ body: (Span<UInt8>) -> Void) {
    guard let range = cells[hashes[row].cells + place] else { return }
    body(bytes.span.extracting(range))
  }

  /// Begins a row anew; returns the first of its cells, all empty.
  mutating func begin(row: Int, fields count: Int) {
    hashes[row] = Hash(list: -1, cells: cells.count, fault: nil)
    for _ in 0..<count { cells.append(nil) }
  }

  /// Sets the text of a field of a row that was begun, by its place in the list.
  mutating func set(_ text: Span<UInt8>, field place: Int, row: Int) {
    let start = bytes.count
    for index in text.indices { bytes.append(text[index]) }
    cells[hashes[row].cells + place] = start..<bytes.count
  }

  /// Notes what the server answered in place of a row's fields; the first thing counts.
  mutating func note(_ fault: String, row: Int) {
    if hashes[row].fault == nil { hashes[row].fault = fault }
  }

  /// Says that a row is whole.
  mutating func finish(row: Int, list: Int) { hashes[row].list = list }
}
