public import Policy

/// What a record is at the time of a tick.
public enum RecordState: UInt8, Sendable, CaseIterable {
  /// There, good and young enough.
  case fresh
  /// Too old, or too far in the future.
  case stale
  /// Not there.
  case absent
  /// There and not good.
  case invalid
  /// Its server could not be asked.
  case unreachable

  /// Why the record is not fresh; nil where it is.
  public var cause: Cause? {
    switch self {
    case .fresh: nil
    case .stale: .stale
    case .absent: .absent
    case .invalid: .invalid
    case .unreachable: .unreachable
    }
  }

  /// The word for it.
  public var word: String { cause?.rawValue ?? "fresh" }
}
