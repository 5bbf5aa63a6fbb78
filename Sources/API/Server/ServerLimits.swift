/// How much the server takes from a client, and how long it waits for one.
public struct ServerLimits: Sendable {
  /// Connections at one time. One more takes the place of the one that has been idle longest; where all are at a request, it waits in the
  /// system's queue.
  public var connections = 256
  /// Bytes of a request's target: its path and query.
  public var target = 4096
  /// Bytes of the target and of all names and values of the headers.
  public var headerBytes = 16_384
  /// Headers of one request.
  public var headers = 100
  /// Bytes of a body.
  public var body = 65_536
  /// Seconds from the start of a connection to the end of the first request's headers.
  public var headSeconds = 10.0
  /// Seconds between two requests of a connection.
  public var idleSeconds = 60.0
  /// Seconds from the end of the headers to the end of the body.
  public var bodySeconds = 10.0
  /// Seconds for making an answer.
  public var answerSeconds = 20.0
  /// Seconds that a client has for taking an answer, beside those for making it.
  public var writeSeconds = 10.0
  /// Seconds that a client has for reading the last answer of a connection.
  public var lingerSeconds = 2.0

  /// The limits of a host.
  public init() {}
}
