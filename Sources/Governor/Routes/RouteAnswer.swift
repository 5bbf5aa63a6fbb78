internal import Diagnostics

/// What a route answers.
public struct RouteAnswer: Sendable {
  /// The status of HTTP.
  public let status: Int
  /// The body: one JSON value, without a line end.
  public let body: String
  /// What is to be logged of it; nil where that is nothing out of the ordinary.
  public let log: RouteLog?

  /// An answer with a body of JSON.
  public init(status: Int = 200, body: String, log: RouteLog? = nil) {
    self.status = status
    self.body = body
    self.log = log
  }

  /// The host's own error: `{"error":{"code":"…","message":"…"}}`. `code` is a stable word.
  public static func error(_ status: Int, _ code: String, _ message: String, log: RouteLog? = nil) -> RouteAnswer {
    let error = JSONText.object([("code", JSONText.string(code)), ("message", JSONText.string(message))])
    return RouteAnswer(status: status, body: JSONText.object([("error", error)]), log: log)
  }
}

/// A line for the log of the host.
public struct RouteLog: Sendable {
  /// How much it matters.
  public enum Level: Sendable {
    case info, warning
  }

  /// How much it matters.
  public let level: Level
  /// What happened, the same words each time.
  public let message: String
  /// What it happened to: names and texts, without secrets.
  public let metadata: [(name: String, text: String)]

  /// A line.
  public init(_ level: Level, _ message: String, _ metadata: [(name: String, text: String)]) {
    self.level = level
    self.message = message
    self.metadata = metadata
  }
}

/// Why a request is refused before anything is done.
public struct RouteRefusal: Error, Sendable {
  /// The status of HTTP.
  public let status: Int
  /// A stable word.
  public let code: String
  /// The rule that is broken, for a person.
  public let message: String

  /// A refusal.
  public init(_ status: Int, _ code: String, _ message: String) {
    self.status = status
    self.code = code
    self.message = message
  }

  /// As an answer.
  public var answer: RouteAnswer { .error(status, code, message) }
}
