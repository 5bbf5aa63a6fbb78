import Redis
import Synchronization
import Testing

struct RedisAddressTests {
  struct Accepted: Sendable {
    let url: String
    let endpoint: RedisAddress.Endpoint
    var user: String?
    var password: String?
    var database = 0
    let shown: String
  }

  @Test(arguments: [
    Accepted(url: "redis://localhost", endpoint: .tcp(host: "localhost", port: 6379), shown: "localhost:6379"),
    Accepted(url: "REDIS://10.0.0.1:7000/", endpoint: .tcp(host: "10.0.0.1", port: 7000), shown: "10.0.0.1:7000"),
    Accepted(url: "redis://[::1]:1/3", endpoint: .tcp(host: "::1", port: 1), database: 3, shown: "[::1]:1/3"),
    Accepted(url: "redis://[fe80::1%eth0]", endpoint: .tcp(host: "fe80::1%eth0", port: 6379), shown: "[fe80::1%eth0]:6379"),
    Accepted(url: "redis://h?db=15", endpoint: .tcp(host: "h", port: 6379), database: 15, shown: "h:6379/15"),
    Accepted(url: "redis://:p%40ss@h:65535/1", endpoint: .tcp(host: "h", port: 65535), password: "p@ss", database: 1, shown: "h:65535/1"),
    Accepted(url: "redis://me:a@b:c@h", endpoint: .tcp(host: "h", port: 6379), user: "me", password: "a@b:c", shown: "h:6379"),
    Accepted(url: "unix:///run/redis.sock", endpoint: .unix(path: "/run/redis.sock"), shown: "/run/redis.sock"),
    Accepted(url: "unix:///a%20b?db=2", endpoint: .unix(path: "/a b"), database: 2, shown: "/a b?db=2"),
    Accepted(
      url: "unix://u:w%C3%A4@/run/r?db=4", endpoint: .unix(path: "/run/r"), user: "u", password: "wä", database: 4, shown: "/run/r?db=4"),
    Accepted(url: "unix://u@/run/r?password=x%26y", endpoint: .unix(path: "/run/r"), user: "u", password: "x&y", shown: "/run/r"),
  ])
  func accepts(_ example: Accepted) throws {
    let address = try RedisAddress(example.url)
    #expect(address.endpoint == example.endpoint)
    #expect(address.username == example.user)
    #expect(address.password == example.password)
    #expect(address.database == example.database)
    #expect(address.description == example.shown)
  }

  @Test(arguments: [
    ("", "begins with"), ("http://h", "begins with"), ("redis:h", "begins with"), ("rediss://h", "TLS"), ("redis://", "names a host"),
    ("redis://:6379", "names a host"), ("redis://h:0", "port"), ("redis://h:65536", "port"), ("redis://h:+1", "port"),
    ("redis://h:", "port"), ("redis://h:99999999999999999999", "port"), ("redis://::1", "brackets"), ("redis://[::1", "brackets"),
    ("redis://[h]", "brackets"), ("redis://[::1]x", "bracket"), ("redis://h/-1", "database"), ("redis://h/1/2", "database"),
    ("redis://h/2147483648", "database"), ("redis://h/1?db=1", "not both"), ("redis://h?db=1&db=2", "stands once"),
    ("redis://h?timeout=1", "query"), ("redis://h?db", "query"), ("redis://user@h", "needs a password"),
    ("redis://@h", "before the `@`"), ("redis://:@h", "not empty"), ("redis://u:%zz@h", "hexadecimal"), ("redis://u:%4@h", "hexadecimal"),
    ("redis://u:%ff@h", "UTF-8"), ("redis://u:%00@h", "zero byte"), ("redis://h h", "spaces"), ("redis://h\r\nX", "control"),
    ("redis://h#1", "fragment"), ("redis://hö", "host"), ("unix://run/redis.sock", "three slashes"), ("unix://", "absolute path"),
    ("unix:///", "not a directory"), ("unix:///a/", "not a directory"), ("unix:///a%0ab", "control"),
    ("unix:///" + String(repeating: "x", count: 107), "107 bytes"), ("redis://" + String(repeating: "x", count: 5000), "4096"),
    ("redis://:a@h?password=b", "not both"), ("redis://h\u{202e}", "control"),
  ])
  func refuses(_ url: String, _ rule: String) {
    let error = #expect(throws: RedisAddressError.self) { try RedisAddress(url) }
    #expect(error?.message.contains(rule) == true, "\(error?.message ?? "")")
  }

  @Test(arguments: [
    "redis://:s3cr/t@h", "redis://:s3cr%t@h", "redis://s3cr/t:x@h", "redis://h:s3cr", "redis://u:s3cr@h:x", "unix://s3cr:x/a",
    "redis://u:s3cr@h/x", "redis://h?password=s3cr&x=s3cr", "redis://u:s3cr#@h", "s3cr",
  ])
  func neverQuotes(_ url: String) {
    let error = #expect(throws: RedisAddressError.self) { try RedisAddress(url) }
    #expect(error.map { !"\($0)".contains("s3cr") } == true)
  }

  @Test func printsNoSecret() throws {
    let address = try RedisAddress("redis://alice:s3cr@h")
    var dumped = ""
    dump(address, to: &dumped)
    for text in ["\(address)", String(reflecting: address), "\([address])", dumped] {
      #expect(!text.contains("s3cr") && !text.contains("alice"))
    }
  }

  @Test(
    "addresses that lead to one place",
    arguments: [
      [
        "redis://localhost", "redis://LocalHost.:6379/0", "redis://127.0.0.1", "redis://127.1", "redis://0.0.0.0",
        "redis://[::1]", "redis://[::]", "redis://[0:0:0:0:0:0:0:1]", "redis://[::ffff:127.0.0.1]", "redis://u:p@localhost",
      ], ["redis://localhost:7000/3", "redis://127.0.0.1:7000?db=3"], ["redis://10.0.0.1", "redis://10.1", "redis://[::ffff:10.0.0.1]"],
      ["redis://127.0.0.2"], ["redis://app.localhost"],
      ["redis://[fe80::1]", "redis://[FE80:0::1]"], ["redis://redis-1.prod", "redis://REDIS-1.prod."], ["redis://redis-2.prod"],
      ["redis://[fe80::1%eth0]"], ["unix:///run/redis.sock", "unix:///run//./x/../redis.sock", "unix:///var/run/redis.sock?db=0"],
      ["unix:///run/redis.sock?db=1"], ["unix:///srv/var/run/redis.sock", "unix:///../srv/var/run/redis.sock"],
    ])
  func identities(urls: [String]) throws {
    let all = try Set(urls.map { try RedisAddress($0).identity })
    #expect(all.count == 1, "\(all)")
    Self.seen.withLock { seen in
      #expect(seen.isDisjoint(with: all), "\(all)")
      seen.formUnion(all)
    }
  }
  private static let seen = Mutex<Set<String>>([])
}
