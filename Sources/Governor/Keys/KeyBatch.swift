/// The keys under which a source's records are, a row for each record.
struct KeyBatch: Sendable {
  /// Whether a row has a key; the later outweighs the earlier where two fields stand in it.
  enum State: UInt8, Sendable, Comparable {
    case good
    /// A field in it is missing.
    case missing
    /// A field in it makes no key.
    case unusable
    /// A field in it ended in `withhold`.
    case withheld

    static func < (left: State, right: State) -> Bool { left.rawValue < right.rawValue }
  }

  /// Why a row has no key.
  struct Gap: Sendable {
    let row: Int
    let state: State
    /// The reason, for a person.
    let text: String

    /// Whether it is the one to tell: a value that makes no key is news, and a withheld one is told of its own source already.
    func isWorseNews(than other: Gap?) -> Bool { news > other?.news ?? 0 }

    private var news: Int {
      switch state {
      case .good: 0
      case .withheld: 1
      case .missing: 2
      case .unusable: 3
      }
    }
  }

  /// A column of texts for each template; a row without a key is missing in all of them.
  let columns: [Column]
  /// What each row is; nil where no field of a source stands in the keys, so that all are good.
  let states: [State]?
  /// The first gap of the kind that is most worth telling.
  let gap: Gap?

  /// Whether some row has a key, or there is no row.
  var isWorthReading: Bool { states.map { $0.isEmpty || $0.contains(.good) } ?? true }

  /// Whether a row has the same keys as in another batch.
  func isEqual(row: Int, to other: KeyBatch) -> Bool {
    guard columns.count == other.columns.count else { return false }
    return zip(columns, other.columns).allSatisfy { own, foreign in
      row < foreign.count && own.states[row].isPresent && foreign.states[row].isPresent
        && own.texts.isEqual(row: row, to: row, of: foreign.texts)
    }
  }

  /// The keys of a row as one name, to remember its record by. No key holds a zero byte.
  func name(row: Int) -> [UInt8] {
    var name: [UInt8] = []
    for (index, column) in columns.enumerated() {
      if index > 0 { name.append(0) }
      column.texts.withBytes(row: row) { bytes in for position in bytes.indices { name.append(bytes[position]) } }
    }
    return name
  }
}
