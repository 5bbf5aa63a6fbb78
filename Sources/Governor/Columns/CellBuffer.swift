/// The cells of one field while records arrive in any order.
struct CellBuffer {
  private enum State: UInt8 {
    case unset, set, unusable
  }

  private let isText: Bool
  private var states: [State]
  private var numbers: [Double]
  private var arena: [UInt8] = []
  private var ranges: [Range<Int>]

  init(isText: Bool, rows: Int) {
    self.isText = isText
    states = [State](repeating: .unset, count: rows)
    numbers = isText ? [] : [Double](repeating: 0, count: rows)
    ranges = isText ? [Range<Int>](repeating: 0..<0, count: rows) : []
  }

  func isSet(_ row: Int) -> Bool { states[row] != .unset }
  func isUnusable(_ row: Int) -> Bool { states[row] == .unusable }

  mutating func set(number: Double, row: Int) {
    numbers[row] = number
    states[row] = .set
  }

  mutating func set(text bytes: Span<UInt8>, row: Int) {
    let start = arena.count
    for index in 0..<bytes.count { arena.append(bytes[index]) }
    ranges[row] = start..<arena.count
    states[row] = .set
  }

  mutating func setUnusable(row: Int) {
    states[row] = .unusable
  }

  func column() -> Column {
    let missing = states.map { $0 == .set ? CellState() : CellState.missing }
    guard isText else { return Column(states: missing, numbers: numbers) }
    var texts = TextColumn()
    let bytes = arena.span
    for range in ranges { texts.append(bytes.extracting(range)) }
    return Column(states: missing, texts: texts)
  }
}
