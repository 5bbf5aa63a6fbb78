public import Diagnostics

/// Something in a policy that a test can take: a step of a fallback list, an arm, a branch, a part, an end of a clamp.
public struct CoverageItem: Sendable, Hashable {
  /// What it is, for a person.
  public let what: String
  /// Where it stands.
  public let span: SourceSpan

  private var place: [Int] { [span.start.line, span.start.column, span.end.line, span.end.column] }

  // A policy is loaded anew for tests with other variables, and what stands at one place is one item.

  /// Equal where they are the same at the same place of the same path.
  public static func == (left: CoverageItem, right: CoverageItem) -> Bool {
    left.what == right.what && left.place == right.place && left.span.file.path == right.span.file.path
  }

  /// Feeds what equality compares.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(what)
    hasher.combine(place)
    hasher.combine(span.file.path)
  }
}
