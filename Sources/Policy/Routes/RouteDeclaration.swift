public import Diagnostics

/// A route of a policy's `api`, checked: a method and a path, and what is answered.
public struct RouteDeclaration: Sendable {
  /// What a route does.
  public enum Action: Sendable {
    /// Shows what stands now in the place of a sink, by its name; `absent` is answered where nothing does, nil is the host's own error.
    case show(sink: String, absent: [RouteMember]?)
    /// Asks a check, by its name; `undecided` is answered beside the rest where it cannot decide.
    case check(String, undecided: [RouteMember])
    /// Writes a record in the place of a source, by its name, for so many seconds, where that is enabled.
    case inject(source: String, ttl: Double, isEnabled: Bool)
    /// Tells whether the policy is well, under the name of a service.
    case health(service: String)
  }

  /// How it is called.
  public let method: RouteMethod
  /// Where it is called.
  public let path: RoutePath
  /// Where the method and path stand in the policy.
  public let span: SourceSpan
  /// What it does.
  public let action: Action

  /// A route by its parts.
  public init(method: RouteMethod, path: RoutePath, span: SourceSpan, action: Action) {
    self.method = method
    self.path = path
    self.span = span
    self.action = action
  }

  /// As it is written: `GET /budget/{symbol}`.
  public var text: String { "\(method.rawValue) \(path)" }

  /// Whether it tells the health of the policy, and nothing else of it.
  public var tellsHealth: Bool {
    if case .health = action { true } else { false }
  }

  /// Whether one request could be meant for both.
  public func conflicts(with other: RouteDeclaration) -> Bool { method == other.method && path.overlaps(other.path) }
}

/// A member of an answer that the policy itself writes.
public struct RouteMember: Sendable, Hashable {
  /// Its name.
  public let name: String
  /// Its value: a number, a text or a boolean.
  public let value: Constant

  /// A name with its value.
  public init(name: String, value: Constant) {
    self.name = name
    self.value = value
  }
}
