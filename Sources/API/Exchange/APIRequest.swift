internal import Policy

/// A request, read whole and taken apart.
public struct APIRequest: Sendable {
  /// The method, in capitals.
  public let method: String
  /// The segments of the path, decoded; a slash that was written as `%2F` is part of a segment.
  public let path: [String]
  /// The parameters of the query, decoded, in their order.
  public let query: [(name: String, value: String)]
  /// The headers in their order.
  public let headers: [(name: String, value: String)]
  /// The host that the target names, where it names one.
  let authority: String?
  /// The body.
  public let body: [UInt8]
  /// Whether it came from this machine, and nobody says that he only passes it on.
  public let isLocal: Bool

  /// Takes a request apart; throws where its target is not one.
  init(
    method: String, target: String, headers: [(name: String, value: String)] = [], body: [UInt8] = [], isLocal: Bool = true
  ) throws(APIFault) {
    self.method = method
    self.headers = headers
    self.body = body
    var rest = target[...]
    var authority: String?
    if !rest.hasPrefix("/") {
      // The form for proxies, which every server has to understand.
      guard let scheme = ["http://", "https://"].first(where: { rest.lowercased().hasPrefix($0) }) else {
        throw APIFault(.badRequest, "the target of a request is a path that starts with `/`")
      }
      rest = rest.dropFirst(scheme.count)
      let end = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
      authority = String(rest[..<end])
      rest = rest[end...]
    }
    self.authority = authority
    rest = rest.prefix { $0 != "#" }
    let mark = rest.firstIndex(of: "?")
    path = try Self.segments(rest[..<(mark ?? rest.endIndex)])
    query = try mark.map { rest[rest.index(after: $0)...] }.map(Self.parameters) ?? []
    self.isLocal = isLocal && !headers.contains { Self.isOfProxy($0.name.lowercased()) }
  }

  /// The values of a header, in their order.
  func values(of name: String) -> [String] { headers.filter { $0.name.lowercased() == name }.map(\.value) }

  /// The value of a header that is there once; several are joined by commas, as they may be.
  func value(of name: String) -> String? {
    let all = values(of: name)
    return all.isEmpty ? nil : all.joined(separator: ", ")
  }

  /// Whether proxies alone write a header, its name in lower case.
  private static func isOfProxy(_ name: String) -> Bool {
    name.hasPrefix("x-forwarded") || ["forwarded", "via", "x-real-ip"].contains(name)
  }

  private static func segments(_ path: Substring) throws(APIFault) -> [String] {
    guard path != "/", !path.isEmpty else { return [] }
    var segments: [String] = []
    for part in path.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      guard let text = PercentText.decoded(part) else { throw APIFault(.badRequest, "the path holds a `%` that stands for no text") }
      segments.append(text)
    }
    return segments
  }

  private static func parameters(_ query: Substring) throws(APIFault) -> [(name: String, value: String)] {
    var parameters: [(name: String, value: String)] = []
    for part in query.split(separator: "&") {
      let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = PercentText.decoded(halves[0], plusIsSpace: true),
        let value = PercentText.decoded(halves.count > 1 ? halves[1] : "", plusIsSpace: true)
      else { throw APIFault(.badRequest, "the query holds a `%` that stands for no text") }
      parameters.append((name, value))
    }
    return parameters
  }
}
