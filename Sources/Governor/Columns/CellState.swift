/// What is to be known about one cell beside its value; no flag means that the value is there.
public struct CellState: OptionSet, Sendable, Hashable {
  /// The flags as bits.
  public let rawValue: UInt8

  /// A state from its bits.
  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// There is no value.
  public static let missing = CellState(rawValue: 1)
  /// An arithmetic fault lies behind the cell; it stays even where another value took the place.
  public static let fault = CellState(rawValue: 2)
  /// A source behind the cell ended in `withhold`; it outweighs `missing`.
  public static let withheld = CellState(rawValue: 4)

  /// Whether the cell has a value.
  public var isPresent: Bool { rawValue & 5 == 0 }

  /// Whether another value may take the cell's place: it is missing, and not withheld.
  public var isReplaceable: Bool { rawValue & 5 == 1 }
}
