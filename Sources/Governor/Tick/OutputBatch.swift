public import Policy

/// The rows that a sink is to write: what the tick computed, as columns.
public struct OutputBatch: Sendable {
  /// An output: its name, its type and its values.
  public struct Output: Sendable {
    /// The name under which it is written.
    public let name: String
    /// Its type, which decides how it is written.
    public let type: ValueType
    /// Its values: one for each entity, or one for all.
    public let column: Column

    /// An output.
    public init(name: String, type: ValueType, column: Column) {
      self.name = name
      self.type = type
      self.column = column
    }

    /// Whether all rows share one value.
    public var isShared: Bool { column.count == 1 }

    /// Appends the value of a row as text: numbers in their shortest form, times in whole seconds.
    public func append(row: Int, to bytes: inout [UInt8]) {
      let index = isShared ? 0 : row
      switch type {
      case .text:
        column.texts.withBytes(row: index) { text in
          for position in 0..<text.count { bytes.append(text[position]) }
        }
      case .boolean: bytes += (column.numbers[index] != 0 ? "true" : "false").utf8
      case .time: bytes += Self.seconds(column.numbers[index]).utf8
      case .number: NumberFormat.append(column.numbers[index], to: &bytes)
      }
    }

    /// The value of a row as text.
    public func text(row: Int) -> String {
      var bytes: [UInt8] = []
      append(row: row, to: &bytes)
      return String(decoding: bytes, as: UTF8.self)
    }

    private static func seconds(_ time: Double) -> String {
      Int64(exactly: time.rounded(.down)).map(String.init) ?? NumberFormat.text(time)
    }
  }

  /// The policy's name.
  public let policy: String
  /// The names of the entities; nil where the sink writes one row.
  public let entities: TextColumn?
  /// The rows to write, ascending. All their values are there.
  public let rows: [Int]
  /// The rows whose keys are to be deleted, ascending, none of `rows`: nothing is written for them, and the policy wants no old value to stay.
  /// They have no values. Empty for a sink that cannot delete.
  public let deletions: [Int]
  /// What is written, in order.
  public let outputs: [Output]

  /// A batch.
  public init(policy: String, entities: TextColumn?, rows: [Int], deletions: [Int] = [], outputs: [Output]) {
    self.policy = policy
    self.entities = entities
    self.rows = rows
    self.deletions = deletions
    self.outputs = outputs
  }

  /// The name of a row's entity.
  public func entity(_ row: Int) -> String? { entities?.string(row: row) }
}
