/// A request that was found to be meant for a route.
public struct RouteRequest: Sendable {
  /// What stands in the placeholders of the path, decoded.
  public let places: [String: String]
  /// What is given beside the path.
  public let parameters: RouteParameters
  /// Whether it comes from the host's own machine, and through no proxy that says otherwise.
  public let isFromLoopback: Bool
  /// Whether whoever asks may know all; one who may not is told the health of a policy as a status alone.
  public let isTrusted: Bool

  /// A request by its parts.
  public init(
    places: [String: String] = [:], parameters: RouteParameters = RouteParameters(), isFromLoopback: Bool, isTrusted: Bool = true
  ) {
    self.places = places
    self.parameters = parameters
    self.isFromLoopback = isFromLoopback
    self.isTrusted = isTrusted
  }
}
