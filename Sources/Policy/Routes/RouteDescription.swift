/// A route of a policy told as data: what an OpenAPI document is written from.
public struct RouteDescription: Sendable {
  /// How it is called.
  public let method: RouteMethod
  /// Where.
  public let path: RoutePath
  /// Tells it from the other routes of its policy: letters, digits and `_`.
  public let operation: String
  /// One sentence.
  public let summary: String
  /// Whether it tells the health of the policy, and nothing else of it.
  public let tellsHealth: Bool
  /// What stands in the path, in its order.
  public let pathParameters: [RouteParameter]
  /// What is given beside the path: in the query, or as members of one JSON object in the body.
  public let parameters: [RouteParameter]
  /// What may be answered, by status.
  public let responses: [RouteResponse]
}

/// Something that a route is given.
public struct RouteParameter: Sendable {
  /// Its name.
  public let name: String
  /// What it may be.
  public let shape: JSONShape
  /// Whether it must be given.
  public let isRequired: Bool
  /// One sentence.
  public let summary: String
}

/// An answer of a route.
public struct RouteResponse: Sendable {
  /// The status of HTTP.
  public let status: Int
  /// When it is answered.
  public let summary: String
  /// The body.
  public let body: JSONShape
}

/// What a JSON value may be.
public indirect enum JSONShape: Sendable {
  /// A string.
  case text
  /// One of these strings.
  case word([String])
  /// A number, in a range if one is given.
  case number(Interval?)
  /// `true` or `false`.
  case boolean
  /// One of several.
  case either([JSONShape])
  /// That, or `null`.
  case nullable(JSONShape)
  /// An object with known members; `others` is what members of other names are, nil where there are none.
  case object([Member], others: JSONShape? = nil)

  /// A member of an object.
  public struct Member: Sendable {
    /// Its name.
    public let name: String
    /// What it may be.
    public let shape: JSONShape
    /// Whether it is always there.
    public let isRequired: Bool

    /// A member, which is always there unless that is said.
    public init(_ name: String, _ shape: JSONShape, isRequired: Bool = true) {
      self.name = name
      self.shape = shape
      self.isRequired = isRequired
    }
  }

  /// The host's own errors: `{"error":{"code":"…","message":"…"}}`.
  public static let error = JSONShape.object([Member("error", .object([Member("code", .text), Member("message", .text)]))])
}
