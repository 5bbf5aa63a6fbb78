internal import Diagnostics

/// What a record is when it is not fresh.
public enum Cause: String, Sendable, CaseIterable {
  /// Too old, or too far in the future.
  case stale
  /// Not there.
  case absent
  /// A required field is missing, of the wrong type or out of range.
  case invalid
  /// The server could not be asked.
  case unreachable
}

/// One step down the list of what stands for a record that is not fresh.
public enum FallbackStep: Sendable {
  /// The last fresh record, while its data is younger than this many seconds.
  case lastKnownGood(maximumAge: Double)
  /// These values, by the index of the field; fields that are not named are missing.
  case values([Int: Constant])
  /// All fields are missing.
  case missing
  /// Nothing is written for what needs this source.
  case withhold
}

/// The lists of steps, one for each cause. Each list ends in a step that always holds.
public struct Fallback: Sendable {
  /// Where a list stands in the file.
  struct Places: Sendable {
    /// Of each step that is written.
    let steps: [SourceSpan]
    /// Of each value of a `default`, by the index of its field.
    let values: [Int: SourceSpan]
  }

  private let steps: [Cause: [FallbackStep]]
  /// Where the lists that are written stand.
  let places: [Cause: Places]

  init(_ steps: [Cause: [FallbackStep]], places: [Cause: Places] = [:]) {
    self.steps = steps
    self.places = places
  }

  /// The steps for a cause, in order; the last always holds.
  public subscript(cause: Cause) -> [FallbackStep] {
    steps[cause] ?? [.withhold]
  }

  /// The longest time in seconds for which any list uses a last known good record; nil where none does.
  public var longestLastKnownGood: Double? {
    steps.values.joined().compactMap { if case .lastKnownGood(let age) = $0 { age } else { nil } }.max()
  }
}
