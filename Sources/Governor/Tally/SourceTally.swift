/// What the reads of one source have come to.
public struct SourceTally: Sendable {
  /// The source's name.
  public let name: String
  /// Reads that ended, well or not.
  public private(set) var reads = 0
  /// Reads whose server could not be asked.
  public private(set) var failures = 0
  /// How long reads took, in seconds.
  public private(set) var duration = Histogram(bounds: Histogram.durations)
  /// When the last read ended that was answered, in Unix seconds; nil before it.
  public private(set) var lastSuccessTime: Double?
  /// The age of the oldest data that the last tick used, in seconds; nil where it used none.
  public private(set) var oldestAge: Double?
  /// Records by what they were, over all ticks.
  public private(set) var states = [Int](repeating: 0, count: RecordState.allCases.count)
  /// Records by what stood for them, over all ticks.
  public private(set) var outcomes = [Int](repeating: 0, count: Outcome.allCases.count)
  /// Records of which there was a last known good, and it was too old.
  public private(set) var tooOld = 0
  /// Values that lay outside their range and were held to it.
  public private(set) var heldValues = 0
  /// Keys that did not fit the pattern.
  public private(set) var skippedKeys = 0
  /// Optional fields that could not be used.
  public private(set) var unusableFields = 0

  init(name: String) {
    self.name = name
  }

  /// How many records were in a state.
  public func count(_ state: RecordState) -> Int { states[Int(state.rawValue)] }

  /// For how many records something stood.
  public func count(_ outcome: Outcome) -> Int { outcomes[Int(outcome.rawValue)] }

  mutating func take(_ snapshot: SourceSnapshot, at now: Double) {
    reads += 1
    let isAnswered = snapshot.fault.map { $0.kind != .unreachable } ?? true
    if isAnswered { lastSuccessTime = now } else { failures += 1 }
    duration.record(snapshot.readSeconds)
    // Nan is no age.
    oldestAge = snapshot.ages.reduce(nil) { oldest, age in age.isFinite ? max(oldest ?? age, age) : oldest }
    for state in snapshot.states { states[Int(state.rawValue)] += 1 }
    for outcome in snapshot.outcomes { outcomes[Int(outcome.rawValue)] += 1 }
    tooOld += snapshot.tooOld
    heldValues += snapshot.heldFields.values.reduce(0) { $0 + $1.count }
    skippedKeys += snapshot.skippedKeys
    unusableFields += snapshot.unusableFields
  }
}
