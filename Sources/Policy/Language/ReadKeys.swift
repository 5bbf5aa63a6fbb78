/// The keys that a source can read, in one place such as one Redis database.
public struct ReadKeys: Sendable {
  /// Where they stand.
  public let place: KeyPlace
  /// The key.
  public let template: KeyTemplate
  /// Whether the entity is found in the keys, one segment between `:`, and not filled in.
  public let isScanned: Bool

  /// Keys of a template in a place.
  public init(place: KeyPlace, template: KeyTemplate, isScanned: Bool = false) {
    self.place = place
    self.template = template
    self.isScanned = isScanned
  }
}
