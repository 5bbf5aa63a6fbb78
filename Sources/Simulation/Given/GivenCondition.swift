internal import Diagnostics

/// What can be said of a source, or of one of its records, in one word.
enum GivenCondition: String, Sendable, CaseIterable {
  /// As given last, with data of now.
  case fresh
  /// As given last, with data that is too old.
  case stale
  /// Not there.
  case absent
  /// There, and no good.
  case invalid
  /// Its server cannot be asked.
  case unreachable

  /// The words in backticks, for a note.
  static var words: String { NameList.text(allCases.map(\.rawValue)) }
}
