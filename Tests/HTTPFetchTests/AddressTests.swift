import HTTPFetch
import Testing

@Suite struct AddressTests {
  @Test(arguments: [
    "http://localhost", "http://localhost/", "HTTPS://example.org:9090/metrics?match[]=up&a", "http://[::1]:80/", "http://[fe80::1]",
    "http://user:pass@host/", "http://a_b-c.d?x=1", "http://127.0.0.1:65535",
  ])
  func takes(_ url: String) throws { try HTTPFetch.check(url: url) }

  @Test(arguments: [
    "", "localhost", "/metrics", "file:///etc/passwd", "ftp://h/", "gopher://h", "http:/h", "http:h", "http://", "http:///x", "http://?x",
    "http://:80/", "http://h:0/", "http://h:65536/", "http://h:/", "http://h:x/", "http://h:+80/", "http://h: 80/", "http://h/a b",
    "http://h/\r\nX: y", "http://h/\0", "http://h/\u{7F}", "http://h\\@x/", "http://h/#f", "http://é/", "http://[::1", "http://[]/",
    "http://[::1]x/", "http://[::1%25lo]/", "http://a@b@c/", "http://h;x/", "http://h,x/", " http://h/", "http://u:pw@/",
    "http://h/" + String(repeating: "a", count: 9000),
  ])
  func refuses(_ url: String) {
    let error = #expect(throws: HTTPAddressError.self) { try HTTPFetch.check(url: url) }
    #expect(error?.message.isEmpty == false)
    #expect(HTTPFetch.redacted(url) == "<invalid address>")
  }

  @Test func messagesRepeatNothing() {
    let error = #expect(throws: HTTPAddressError.self) { try HTTPFetch.check(url: "http://user:hunter2@h:99999/") }
    #expect(error?.message.contains("hunter2") == false)
  }

  @Test(arguments: [
    ("http://user:pw@h:1/p?token=abc&x=&y&&z=1=2", "http://<redacted>@h:1/p?token=<redacted>&x=<redacted>&<redacted>&&z=<redacted>"),
    ("HTTP://h/p", "http://h/p"), ("https://h?", "https://h?"),
  ])
  func redacts(_ url: String, _ shown: String) { #expect(HTTPFetch.redacted(url) == shown) }
}
