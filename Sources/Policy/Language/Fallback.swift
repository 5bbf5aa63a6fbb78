public import Diagnostics

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
public enum FallbackStep: Sendable, Hashable {
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
/// Two are equal where their steps are, wherever these are written.
public struct Fallback: Sendable, Equatable {
  private let steps: [Cause: [FallbackStep]]
  private let spans: [Cause: [SourceSpan]]
  private let valueSpans: [Cause: [Int: SourceSpan]]

  /// `spans` tells where each step stands; a `withhold` that nobody wrote stands nowhere. `valueSpans` tells where the values of a list's
  /// `default` stand, by the index of their field.
  init(_ steps: [Cause: [FallbackStep]], spans: [Cause: [SourceSpan]] = [:], valueSpans: [Cause: [Int: SourceSpan]] = [:]) {
    self.steps = steps
    self.spans = spans
    self.valueSpans = valueSpans
  }

  /// Whether the steps are the same for every cause.
  public static func == (left: Fallback, right: Fallback) -> Bool { Cause.allCases.allSatisfy { left[$0] == right[$0] } }

  /// Where the value stands that the `default` of a cause's list gives a field, if it gives one.
  func span(ofValueFor field: Int, in cause: Cause) -> SourceSpan? { valueSpans[cause]?[field] }

  /// Where a step of a cause's list stands; nil where nobody wrote it.
  public func span(of step: Int, for cause: Cause) -> SourceSpan? {
    spans[cause].flatMap { $0.indices.contains(step) ? $0[step] : nil }
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
