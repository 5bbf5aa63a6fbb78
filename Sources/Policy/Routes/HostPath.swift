/// The paths that a host answers by itself, whatever its policies.
enum HostPath {
  private static let first = ["policies", "live", "ready", "metrics", "reload", "openapi.json"]

  /// The path of the host that some request for the route would be meant for; nil where there is none. All below `/policies` is the host's.
  static func taken(by path: RoutePath) -> String? {
    switch path.segments[0] {
    case .literal("policies"): "/policies"
    case .literal(let text): path.segments.count == 1 && first.contains(text) ? "/\(text)" : nil
    case .placeholder: path.segments.count == 1 ? "/live" : "/policies"
    }
  }
}
