internal import Policy

/// A route that every host has, whatever its policies: how it is called, what is told of it, and what answers.
struct HostRoute: Sendable {
  /// An answer that it may give.
  struct Response: Sendable {
    let status: Int
    let summary: String
    var contentTypes = ["application/json"]
    var schema: Schema?
  }

  /// A segment of its path.
  enum Segment: Sendable, Equatable {
    case literal(String)
    case place(String)
  }

  let method: RouteMethod
  /// The path as it is written: `/policies/{policy}`.
  let path: String
  /// Tells it from other routes: letters, digits and `_`.
  let operation: String
  let summary: String
  let responses: [Response]
  let answer: @Sendable (RouteCall) async throws(APIFault) -> APIAnswer

  init(
    _ method: RouteMethod, _ path: String, _ operation: String, _ summary: String, _ responses: [Response],
    answer: @escaping @Sendable (RouteCall) async throws(APIFault) -> APIAnswer
  ) {
    self.method = method
    self.path = path
    self.operation = operation
    self.summary = summary
    self.responses = responses
    self.answer = answer
  }

  /// Whether it may be asked without the token: then it says no more than a status.
  var isProbe: Bool { method == .get && ["/live", "/ready", "/health"].contains(path) }

  var segments: [Segment] { Self.segments(path) }

  static func segments(_ path: String) -> [Segment] {
    path.split(separator: "/").map { part in
      part.hasPrefix("{") ? .place(String(part.dropFirst().dropLast())) : .literal(String(part))
    }
  }

  /// What stands in the places of a path that fits; nil where it does not.
  func match(_ path: [String]) -> [String: String]? {
    let segments = segments
    guard path.count == segments.count else { return nil }
    var places: [String: String] = [:]
    for (segment, text) in zip(segments, path) {
      switch segment {
      case .literal(let own): guard own == text else { return nil }
      case .place(let name):
        guard !text.isEmpty else { return nil }
        places[name] = text
      }
    }
    return places
  }
}

/// A request for a route of the host.
struct RouteCall: Sendable {
  let request: APIRequest
  let places: [String: String]
  /// Whether the client may know all: there is no token, or it has shown it.
  let isTrusted: Bool
  /// Whether there is a token, and the client has shown it.
  let hasShownToken: Bool

  /// What stands in a place of the path.
  func place(_ name: String) -> String { places[name] ?? "" }
}
