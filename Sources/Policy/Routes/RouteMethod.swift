/// A method of HTTP by which a route of a policy is called.
public enum RouteMethod: String, Sendable, CaseIterable {
  /// Asks, and changes nothing.
  case get = "GET"
  /// Asks with something given, or writes.
  case post = "POST"
}
