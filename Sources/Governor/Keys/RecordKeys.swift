internal import Policy

/// What the keys of a source mean for its records, where they hold fields of other sources.
///
/// A read needs its keys before the time of the tick is known. If a field that it needs has grown too old by then, the snapshot holds
/// another value, and the record that was read belongs to a key that the snapshot does not know.
struct RecordKeys {
  /// What becomes of a record by its key.
  enum Fate {
    case good, withheld, missing, unusable
    /// Another key was read.
    case changed

    /// What the record is, whatever was read; nil where that counts.
    var state: RecordState? {
      switch self {
      case .good: nil
      case .withheld, .missing, .changed: .absent
      case .unusable: .invalid
      }
    }

    /// Whether it is known which record it would be.
    var hasKey: Bool { self == .good || self == .changed }
  }

  private let read: KeyBatch?
  private let final: KeyBatch?
  private var firstChanged: Int?

  /// The keys that were read and those of the snapshot, for so many records.
  init(read: KeyBatch?, final: KeyBatch?, rows: Int) {
    self.read = read
    self.final = final ?? read
    guard final != nil, isDependent else { return }
    firstChanged = (0..<rows).first { self[$0] == .changed }
  }

  /// Whether fields of other sources stand in the keys.
  var isDependent: Bool { final?.states != nil }

  subscript(row: Int) -> Fate {
    guard let final, let states = final.states, row < states.count else { return .good }
    switch states[row] {
    case .good: return read.map { final.isEqual(row: row, to: $0) } ?? true ? .good : .changed
    case .withheld: return .withheld
    case .missing: return .missing
    case .unusable: return .unusable
    }
  }

  /// The keys of a row as one name; nil where it has none.
  func name(_ row: Int) -> [UInt8]? { self[row].hasKey ? final?.name(row: row) : nil }

  /// Why a record has no key, for a person: the first of the kind that is most worth telling.
  var fault: (row: Int, text: String)? {
    if let gap = final?.gap { return (gap.row, "there is no key to read: \(gap.text)") }
    return firstChanged.map { ($0, "a field in its key changed before all sources were read, so that another record counts") }
  }
}
