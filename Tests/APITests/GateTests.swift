import Testing

@testable import API

/// Who gets in, and who does not.
@Suite struct GateTests {
  @Test(arguments: [
    ("127.0.0.1:8049", true), ("127.9.9.9:1", true), ("localhost:0", true), ("[::1]:8049", true), ("unix:/run/a.sock", true),
    ("0.0.0.0:8049", false), ("10.0.0.1:80", false), ("[::]:80", false), ("[2001:db8::1]:80", false), ("[::ffff:127.0.0.1]:80", true),
  ])
  func anAddressIsReadAndKnowsItsReach(text: String, isLoopback: Bool) throws {
    let address = try ListenAddress(text)
    #expect(address.isLoopback == isLoopback)
    #expect("\(address)" == text)
  }

  @Test(arguments: [
    "", "8049", ":8049", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1", "127.0.0.1:+1", "127.0.0.1:8O49", "::1:80", "[::1]",
    "[127.0.0.1]:80", "example.org:80", "127.0.0.1:80 ", "unix:a.sock", "unix:/" + String(repeating: "a", count: 107), "127.1:80x",
  ])
  func whatIsNoAddressIsRefused(text: String) {
    #expect(throws: ListenAddress.Malformed.self) { try ListenAddress(text) }
  }

  private static func request(
    _ headers: [(String, String)], method: String = "GET", target: String = "/"
  ) throws -> APIRequest {
    try APIRequest(method: method, target: target, headers: headers.map { (name: $0.0, value: $0.1) })
  }

  /// The status of the refusal; nil where there is none.
  private static func refusal(_ body: () throws -> Void) throws -> Int? {
    do {
      try body()
      return nil
    } catch let fault as APIFault {
      return fault.code.status
    }
  }

  @Test(arguments: [
    ("localhost", nil), ("LOCALHOST:1", nil), ("localhost.", nil), ("127.0.0.1:8049", nil), ("[::1]:8049", nil), ("governor.example", nil),
    ("Governor.Example:99", nil), ("10.0.0.7", nil), ("evil.example", 421), ("localhost.evil.example", 421), ("10.0.0.8", 421),
    ("127.0.0.1.evil.example", 421), ("", 421), ("localhost:a", 421), ("[::1", 421), ("[::1]x", 421), ("evil.example:localhost", 421),
    ("localhost@evil.example", 421), ("127.0.0.2", 421),
  ])
  func theHostHeaderNamesTheServer(host: String, status: Int?) throws {
    let names = HostNames(listening: ListenAddress(host: "10.0.0.7", port: 80), others: ["governor.example:80"])
    let keeper = Gatekeeper(hosts: names, token: nil)
    #expect(try Self.refusal { try keeper.check(Self.request([("Host", host)])) } == status)
    #expect(try Self.refusal { try keeper.check(Self.request([("Host", "localhost")], target: "http://\(host)/")) } == status)
  }

  @Test func whereAllAddressesAreListenedOnAnyAddressIsAHostAndNoFurtherName() throws {
    let keeper = Gatekeeper(hosts: HostNames(listening: ListenAddress(host: "0.0.0.0", port: 80)), token: nil)
    #expect(try Self.refusal { try keeper.check(Self.request([("host", "10.0.0.8:80")])) } == nil)
    #expect(try Self.refusal { try keeper.check(Self.request([("host", "evil.example")])) } == 421)
  }

  @Test func thereIsOneHostHeader() throws {
    let keeper = Gatekeeper(hosts: HostNames(listening: ListenAddress(host: "127.0.0.1", port: 80)), token: nil)
    #expect(try Self.refusal { try keeper.check(Self.request([])) } == 400)
    #expect(try Self.refusal { try keeper.check(Self.request([("Host", "localhost"), ("host", "localhost")])) } == 400)
  }

  @Test(arguments: [
    ("GET", "https://evil.example", nil), ("POST", "https://evil.example", 403), ("POST", "null", 403),
    ("POST", "http://localhost:3000", nil),
    ("DELETE", "file://", 403),
  ])
  func aPageOfSomebodyElseChangesNothing(method: String, origin: String, status: Int?) throws {
    let keeper = Gatekeeper(hosts: HostNames(listening: ListenAddress(host: "127.0.0.1", port: 80)), token: nil)
    #expect(try Self.refusal { try keeper.check(Self.request([("Host", "localhost"), ("Origin", origin)], method: method)) } == status)
  }

  @Test(arguments: [
    "", "\n", "short", String(repeating: "a", count: 15), String(repeating: "a", count: 1025), "aaaaaaaa aaaaaaaa", "aaaaaaaaaaaaaaa\u{7f}",
    "ääääääääääääääää",
  ])
  func aTokenThatIsNoneIsRefused(text: String) {
    #expect(throws: BearerToken.Unusable.self) { try BearerToken(file: Array(text.utf8)) }
  }

  @Test(
    arguments: [
      ([("Authorization", "Bearer 0123456789abcdef")], nil), ([("authorization", "bearer  0123456789abcdef")], nil), ([], 401),
      ([("Authorization", "Bearer 0123456789abcdee")], 401), ([("Authorization", "Bearer 0123456789abcde")], 401),
      ([("Authorization", "Bearer 0123456789abcdef0")], 401), ([("Authorization", "Bearer ")], 401),
      ([("Authorization", "Basic 0123456789abcdef")], 401), ([("Authorization", "0123456789abcdef")], 401),
      ([("Authorization", "Bearer 0123456789abcdef"), ("Authorization", "Bearer 0123456789abcdef")], 401),
      ([("Authorization", "Bearer 0123456789abcdef0123456789abcdef")], 401),
    ] as [([(String, String)], Int?)])
  func theTokenIsShownWhole(headers: [(String, String)], status: Int?) throws {
    let names = HostNames(listening: ListenAddress(host: "127.0.0.1", port: 80))
    let token = try BearerToken(file: Array("0123456789abcdef\r\n".utf8))
    #expect("\(token)" == "<redacted>")
    let keeper = Gatekeeper(hosts: names, token: token)
    #expect(try Self.refusal { try keeper.authorize(Self.request(headers)) } == status)
    let answer = APIFault(.unauthorized, "").answer
    #expect(answer.status == 401)
  }
}
