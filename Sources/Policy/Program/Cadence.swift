/// How often a value exists in a tick.
public enum Cadence: Sendable {
  /// One value for the tick.
  case perTick
  /// One value for each entity.
  case perEntity
}
