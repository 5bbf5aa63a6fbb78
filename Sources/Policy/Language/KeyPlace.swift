/// Where keys stand, such as one Redis database, to tell whether keys of the same name are one key.
public struct KeyPlace: Sendable {
  /// The same for the same place, as far as addresses tell; never shown.
  public let name: String
  /// What two places have in common at the least if they are one, whatever their addresses say: the type of server and the database's number.
  /// Never shown.
  public let kind: String

  /// A place; without a `kind` of its own only places of one name can be one.
  public init(_ name: String, kind: String? = nil) {
    self.name = name
    self.kind = kind ?? name
  }

  /// How sure one has to be that two places are not one.
  enum Judgement: Sendable {
    /// Addresses that are written differently are different places: somebody may have the same keys on two servers.
    case byName
    /// One server may have many names, and nothing but its database tells it apart.
    case byKind
  }

  /// Whether it is taken for the same place.
  func mayBe(_ other: KeyPlace, _ judgement: Judgement) -> Bool {
    switch judgement {
    case .byName: name == other.name
    case .byKind: kind == other.kind
    }
  }
}
