/// What a register holds.
public struct RegisterInfo: Sendable, Hashable {
  /// The type and unit of its value.
  public internal(set) var type: ValueType
  /// Whether it has one value for the tick or one for each entity.
  public let cadence: Cadence
}
