/// The bounds of one request.
public struct HTTPLimits: Sendable, Hashable {
  /// The most bytes of a body, counted after decompression.
  public var maximumBodyBytes: Int
  /// The most bytes of all header lines of a reply, interim replies and trailers included.
  public var maximumHeaderBytes: Int
  /// The most time until the connection stands, TLS included; the timeout of the request holds too.
  public var connectTimeout: Duration

  /// Bounds that fit a scrape: a body of 16 MiB, headers of 256 KiB, 5 s to connect.
  public init(
    maximumBodyBytes: Int = 16 * 1024 * 1024, maximumHeaderBytes: Int = 256 * 1024, connectTimeout: Duration = .seconds(5)
  ) {
    self.maximumBodyBytes = maximumBodyBytes
    self.maximumHeaderBytes = maximumHeaderBytes
    self.connectTimeout = connectTimeout
  }
}
