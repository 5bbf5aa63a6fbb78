/// Lays rows out in transactions: MULTI, then HSET and EXPIRE for each row of the block, then EXEC.
struct TransactionBlocks: Sendable {
  /// One command of the layout.
  enum Step {
    case begin
    case hash(row: Int)
    case expire(row: Int)
    /// Ends the block whose first row is given.
    case end(firstRow: Int)
  }

  /// Rows in a block: so many that MULTI and EXEC cost little, so few that a block does not hold up other clients.
  static let size = 100
  private static let commandsInFullBlock = 2 + 2 * size

  let rows: Int

  /// How many commands there are.
  var commands: Int {
    let (full, rest) = rows.quotientAndRemainder(dividingBy: Self.size)
    return full * Self.commandsInFullBlock + (rest > 0 ? 2 + 2 * rest : 0)
  }

  /// What a command does.
  func step(_ command: Int) -> Step {
    let (block, place) = command.quotientAndRemainder(dividingBy: Self.commandsInFullBlock)
    let firstRow = block * Self.size
    let rowsInBlock = min(Self.size, rows - firstRow)
    if place == 0 { return .begin }
    if place == 1 + 2 * rowsInBlock { return .end(firstRow: firstRow) }
    let row = firstRow + (place - 1) / 2
    return place % 2 == 1 ? .hash(row: row) : .expire(row: row)
  }
}
