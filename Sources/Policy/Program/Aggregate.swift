/// How the values of all entities become one value for the tick; rows that are missing are left out.
public enum Aggregate: Sendable, CaseIterable {
  /// The sum in the order of the rows; of none 0.
  case sum
  /// The mean; of none missing.
  case mean
  /// The smallest; of none missing.
  case smallest
  /// The largest; of none missing.
  case largest
  /// How many booleans are true.
  case countTrue
  /// How many rows have a value.
  case countPresent
}
