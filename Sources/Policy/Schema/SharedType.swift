/// A type that stands in several places: the reference tells it once, under its name.
public struct SharedType: Sendable {
  /// Its name: words joined by `_`.
  public let name: String
  /// A few words for messages.
  public let words: String
  /// What it is for, for the reference.
  public let summary: String
  /// What it takes.
  public let type: TypeDescription

  /// A type by its name.
  public init(_ name: String, words: String, summary: String, _ type: TypeDescription) {
    self.name = name
    self.words = words
    self.summary = summary
    self.type = type
  }
}
