internal import Diagnostics
public import Policy

/// How long a key lives, as Redis is told: in seconds where they are whole, else in milliseconds.
public struct TimeToLive: Sendable {
  /// The command that sets it.
  public let command: StaticString
  /// The number behind the key.
  public let count: Int

  /// A time of some seconds.
  public init(_ seconds: Double) {
    if seconds == seconds.rounded() {
      command = "EXPIRE"
      count = Int(exactly: seconds) ?? 1
    } else {
      command = "PEXPIRE"
      count = Int(exactly: (seconds * 1000).rounded()) ?? 1
    }
  }
}

extension FieldType where Value == Double {
  /// A time to live: from 10 ms, under which a key could be gone before it is read, to ten years.
  public static var timeToLive: FieldType {
    duration().mapped(.outOfRange) { seconds in
      guard seconds >= 0.01, seconds <= 315_360_000 else { throw FieldFault("a time to live is from 10ms to ten years") }
      return seconds
    }
  }
}
