/// What a scraper gets: a body, and the headers that go with it.
public struct ExpositionAnswer: Sendable {
  /// The metrics, compressed where `contentEncoding` says so.
  public let body: [UInt8]
  /// The value of `Content-Type`.
  public let contentType: String
  /// The value of `Content-Encoding`: `gzip`, or nil for a body as it is.
  public let contentEncoding: String?
  /// The value of `Vary`: what the answer depends on.
  public static let vary = "Accept, Accept-Encoding"

  /// Writes families as a client wants them, by its headers `Accept` and `Accept-Encoding`; a header that came several times is joined by
  /// commas.
  public init(_ families: [MetricFamily], accept: String?, acceptEncoding: String?) {
    let format = ExpositionFormat(accept: accept)
    let text = ExpositionWriter.text(families, format)
    let compressed = Self.wantsGzip(acceptEncoding) ? Gzip.compressed(text) : nil
    body = compressed ?? text
    contentType = format.contentType
    contentEncoding = compressed == nil ? nil : "gzip"
  }

  /// Whether a client takes gzip, and not rather the bytes as they are.
  static func wantsGzip(_ header: String?) -> Bool {
    let items = WeightedItem.items(header ?? "")
    func quality(_ words: String...) -> Double? { items.first { words.contains($0.word) }?.quality }
    guard let gzip = quality("gzip", "x-gzip") ?? quality("*"), gzip > 0 else { return false }
    return gzip >= quality("identity") ?? 0
  }
}
