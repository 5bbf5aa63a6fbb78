public import Policy

/// The routes of the policies of a host, and which of them a request is meant for.
public struct ApiRoutes: Sendable {
  /// What a request is meant for.
  public enum Match: Sendable {
    /// A route of a policy, by its name, and what stands in the placeholders of its path.
    case route(policy: String, RouteDeclaration, places: [String: String])
    /// The path is known, by other methods.
    case otherMethod(allowed: [RouteMethod])
    /// Nobody claims the path.
    case none
  }

  private let routes: [(policy: String, route: RouteDeclaration)]

  /// The routes of some policies, of which no two claim one request: `PolicySet` sees to that.
  public init(_ policies: [CheckedPolicy]) {
    routes = policies.flatMap { policy in policy.routes.map { (policy.name, $0) } }
  }

  /// Finds the route for a method and a path, whose segments are decoded.
  public func match(_ method: String, _ segments: [String]) -> Match {
    var allowed: [RouteMethod] = []
    for (policy, route) in routes {
      guard let places = route.path.match(segments) else { continue }
      if route.method.rawValue == method { return .route(policy: policy, route, places: places) }
      if !allowed.contains(route.method) { allowed.append(route.method) }
    }
    return allowed.isEmpty ? .none : .otherMethod(allowed: allowed)
  }
}
