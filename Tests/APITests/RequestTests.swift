import Testing

@testable import API

/// What a request is taken for.
@Suite struct RequestTests {
  @Test(arguments: [
    ("/", []), ("/a/b", ["a", "b"]), ("/a/", ["a", ""]), ("//", ["", ""]), ("/a%2Fb/c", ["a/b", "c"]), ("/%C3%A9?x", ["é"]),
    ("/a+b", ["a+b"]),
    ("/a#b", ["a"]), ("http://localhost", []), ("HTTP://localhost/a?b", ["a"]), ("/..", [".."]), ("/%00", ["\0"]),
  ])
  func thePathIsDecodedSegmentBySegment(target: String, path: [String]) throws {
    #expect(try APIRequest(method: "GET", target: target).path == path)
  }

  @Test func theQueryIsDecodedAndKeepsItsOrder() throws {
    let request = try APIRequest(method: "GET", target: "/?a=1&b=x+y%2B&a=%3D=&c&&=d")
    #expect(request.query.map(\.name) == ["a", "b", "a", "c", ""])
    #expect(request.query.map(\.value) == ["1", "x y+", "==", "", "d"])
  }

  @Test(arguments: ["", "*", "a", "ftp://localhost/", "/%", "/%4", "/%4g", "/%ff", "/?%ff", "/?a=%c3"])
  func whatIsNoTargetIsRefused(target: String) {
    #expect(throws: APIFault.self) { try APIRequest(method: "GET", target: target) }
  }

  @Test(arguments: ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "x-FORWARDED-proto", "X-Forwarded-Anything", "X-REAL-IP", "via"])
  func whatAProxyPassesOnIsNotLocal(header: String) throws {
    #expect(try APIRequest(method: "GET", target: "/").isLocal)
    #expect(try !APIRequest(method: "GET", target: "/", headers: [(name: header, value: "10.0.0.1")]).isLocal)
    #expect(try !APIRequest(method: "GET", target: "/", isLocal: false).isLocal)
    #expect(try APIRequest(method: "GET", target: "/", headers: [(name: "X-Request-Id", value: "1")]).isLocal)
  }

  @Test(arguments: [
    (0.0, "Thu, 01 Jan 1970 00:00:00 GMT"), (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"), (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
    (4_107_542_399, "Sun, 28 Feb 2100 23:59:59 GMT"), (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT"),
    (1_735_689_599.9, "Tue, 31 Dec 2024 23:59:59 GMT"),
  ])
  func datesAreThoseOfHTTP(time: Double, text: String) {
    #expect(HTTPDate.text(time) == text)
  }

  @Test(arguments: [
    (["polices"], "did you mean `GET /policies`?"), (["policies", "p28", "source"], "did you mean `GET /policies/{policy}/sources`?"),
    (["budgte", "BTC"], "did you mean `GET /budget/{symbol}`?"), (["live", ""], "did you mean `GET /live`?"),
    (["something", "else"], "`GET /` lists what there is"), ([""], "`GET /` lists what there is"),
  ])
  func theNearestRouteIsNamed(path: [String], help: String) {
    let routes = ["GET /", "GET /live", "GET /policies", "GET /policies/{policy}/sources", "GET /budget/{symbol}"]
    #expect(NearestRoute.help(for: path, among: routes) == help)
  }
}
