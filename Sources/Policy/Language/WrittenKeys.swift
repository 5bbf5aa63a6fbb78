/// The keys that a sink can write, in one place such as one Redis database.
public struct WrittenKeys: Sendable {
  /// Where they stand.
  public let place: KeyPlace
  /// The key.
  public let template: KeyTemplate

  /// Keys of a template in a place.
  public init(place: KeyPlace, template: KeyTemplate) {
    self.place = place
    self.template = template
  }

  /// Whether some key belongs to both.
  func overlap(_ other: WrittenKeys, _ judgement: KeyPlace.Judgement = .byName) -> Bool {
    place.mayBe(other.place, judgement) && KeyPattern(template).overlaps(KeyPattern(other.template))
  }

  /// Whether some key is written and read.
  func overlap(_ keys: ReadKeys, _ judgement: KeyPlace.Judgement = .byName) -> Bool {
    place.mayBe(keys.place, judgement)
      && KeyPattern(template).overlaps(keys.isScanned ? KeyPattern(scannedBy: keys.template) : KeyPattern(keys.template))
  }

  /// The same keys behind a text.
  func prefixed(_ text: String) -> WrittenKeys { WrittenKeys(place: place, template: template.prefixed(text)) }
}
