/// The keys that a source can read, in one place such as one Redis database.
public struct ReadKeys: Sendable {
  /// Tells databases apart, as `WrittenKeys.place` does; never shown.
  public let place: String
  /// The key.
  public let template: KeyTemplate
  /// Whether the entity is found in the keys, one segment between `:`, and not filled in.
  public let isScanned: Bool

  /// Keys of a template in a place.
  public init(place: String, template: KeyTemplate, isScanned: Bool = false) {
    self.place = place
    self.template = template
    self.isScanned = isScanned
  }
}

extension WrittenKeys {
  /// Whether some key belongs to both.
  func overlap(_ other: WrittenKeys) -> Bool {
    place == other.place && KeyPattern(template).overlaps(KeyPattern(other.template))
  }

  /// Whether some key is written and read.
  func overlap(_ keys: ReadKeys) -> Bool {
    place == keys.place && KeyPattern(template).overlaps(keys.isScanned ? KeyPattern(scannedBy: keys.template) : KeyPattern(keys.template))
  }

  /// The same keys behind a text.
  func prefixed(_ text: String) -> WrittenKeys { WrittenKeys(place: place, template: template.prefixed(text)) }
}
