/// Decides who gets in, before anything looks at what is asked.
public struct Gatekeeper: Sendable {
  private let hosts: HostNames
  private let token: BearerToken?

  /// Lets in who calls the server by one of its names and shows the token, where there is one.
  public init(hosts: HostNames, token: BearerToken?) {
    self.hosts = hosts
    self.token = token
  }

  /// Whether there is a token that clients have to show.
  var hasToken: Bool { token != nil }

  /// Throws where the request does not come to us, or comes from a page of somebody else.
  func check(_ request: APIRequest) throws(APIFault) {
    let hosts = request.authority.map { [$0] } ?? request.values(of: "host")
    guard hosts.count == 1, let host = hosts.first else {
      throw APIFault(.badRequest, "a request has exactly one `Host` header")
    }
    guard self.hosts.contains(host) else {
      throw APIFault(.misdirected, "this server does not go by the name in `Host`; `--http-host NAME` would allow one")
    }
    guard request.method != "GET", request.method != "HEAD" else { return }
    // Browsers name the page that sends; other programs name none.
    for origin in request.values(of: "origin") {
      guard let start = ["http://", "https://"].first(where: { origin.hasPrefix($0) }),
        self.hosts.contains(String(origin.dropFirst(start.count)))
      else { throw APIFault(.forbidden, "the page in `Origin` may not ask for changes here") }
    }
  }

  /// Throws where a token is wanted and the request shows none, or another.
  func authorize(_ request: APIRequest) throws(APIFault) {
    guard let token else { return }
    let headers = request.values(of: "authorization")
    let challenge = [(name: "WWW-Authenticate", value: "Bearer realm=\"governor\"")]
    guard headers.count == 1, let header = headers.first, header.lowercased().hasPrefix("bearer ") else {
      throw APIFault(.unauthorized, "this server wants `Authorization: Bearer` and its token", headers: challenge)
    }
    guard token.matches(header.dropFirst("bearer ".count).drop { $0 == " " }) else {
      throw APIFault(.unauthorized, "the token is not the server's", headers: challenge)
    }
  }
}
