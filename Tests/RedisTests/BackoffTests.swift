import Blocking
import Testing

@testable import Redis

struct BackoffTests {
  private let start = ContinuousClock.now

  @Test func growsToItsCapAndStartsOver() {
    var backoff = Backoff()
    #expect(backoff.remaining(at: start) == nil)
    for milliseconds in [100, 200, 400, 800, 1600, 3200, 5000, 5000] {
      backoff.failed(at: start, random: 1)
      #expect(backoff.remaining(at: start) == .milliseconds(milliseconds))
      #expect(backoff.remaining(at: start.advanced(by: .milliseconds(milliseconds))) == nil)
    }
    backoff.succeeded()
    #expect(backoff.remaining(at: start) == nil)
    backoff.failed(at: start, random: 0.5)
    #expect(backoff.remaining(at: start) == .milliseconds(50))
  }

  @Test(arguments: [(0.0, 0), (-1, 0), (.nan, 100), (7, 100), (.infinity, 100)])
  func jitterStaysInRange(_ random: Double, _ milliseconds: Int) {
    var backoff = Backoff()
    backoff.failed(at: start, random: random)
    #expect(backoff.remaining(at: start) ?? .zero == .milliseconds(milliseconds))
  }

  @Test func takesOddSettings() {
    #expect(Backoff(base: .seconds(-1), cap: .zero).cap == .milliseconds(1))
    var huge = Backoff(base: .seconds(1), cap: .seconds(Int64.max / 4))
    for _ in 0..<200 { huge.failed(at: start, random: 0) }
    #expect(huge.ceiling == huge.cap)
  }

  @Test func escapesHostileText() {
    #expect(HostileText.shown(Array("a\u{1b}[2J\r\n\u{202e}b".utf8)) == "a\\u{1b}[2J\\u{d}\\u{a}\\u{202e}b")
    #expect(HostileText.shown([UInt8](repeating: 65, count: 900)) == String(repeating: "A", count: 200) + "...")
    #expect(!HostileText.shown(Array("ERR unknown command AUTH with args s3cr".utf8), withholding: [nil, "s3cr"]).contains("s3cr"))
    for (answer, secret, code) in [
      ("WRONGPASS no such user", "user", "WRONGPASS "), ("SECRET no", "SECRET", ""), ("MYSECRET no", "SECRET", ""), ("no code", "code", ""),
    ] {
      let shown = HostileText.shown(Array(answer.utf8), withholding: [secret])
      #expect(shown == "\(code)<text withheld: it repeats the user or the password>")
    }
  }
}
