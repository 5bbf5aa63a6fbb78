/// The entities that were found last, for a tick in which they cannot be asked for.
struct EntityMemory: Sendable {
  private(set) var table: EntityTable?
  private(set) var time = 0.0

  /// Keeps what was found at a time in Unix seconds.
  mutating func remember(_ entities: EntityTable, at time: Double) {
    table = entities
    self.time = time
  }

  /// The entities found last, if that is less than `maximumAge` seconds ago; by a clock that was set back meanwhile, nor in the future.
  func recall(maximumAge: Double, now: Double) -> EntityTable? {
    abs(now - time) < maximumAge ? table : nil
  }
}
