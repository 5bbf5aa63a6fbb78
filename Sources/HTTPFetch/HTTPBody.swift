/// The body of a reply with status 200.
public struct HTTPBody: Sendable {
  /// The bytes, decompressed.
  public let bytes: [UInt8]
  /// The `Content-Type`, as sent.
  public let contentType: String?
  /// Whether the reply showed that this is all of it: by its length, or by chunks up to the last one.
  ///
  /// False where the body ends with the connection (HTTP/1.0 without a length), and where it came compressed: libcurl takes a gzip stream
  /// that was cut before it was sent for a whole one. There the reader must know the end from the content.
  public let isKnownWhole: Bool

  /// Makes a body, for tests and stand-ins.
  public init(bytes: [UInt8], contentType: String? = nil, isKnownWhole: Bool = true) {
    self.bytes = bytes
    self.contentType = contentType
    self.isKnownWhole = isKnownWhole
  }
}
