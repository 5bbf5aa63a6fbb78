extension ExpositionParser {
  private static let helpWord = Array("HELP".utf8)
  private static let typeWord = Array("TYPE".utf8)
  private static let types: [[UInt8]] = ["counter", "gauge", "histogram", "summary", "untyped"].map { Array($0.utf8) }

  /// `# HELP name text` and `# TYPE name type` are checked; every other comment is passed over, as the Prometheus server does it:
  /// `#HELP` without a blank and a `HELP` that ends the line are plain comments.
  mutating func readComment() throws(PrometheusTextError) {
    at += 1
    guard let next = peek, ASCII.isBlank(next) else { return }
    skipBlanks()
    let word = token()
    guard at < end else { return }
    if bytes[word].elementsEqual(Self.helpWord) {
      try readMetadataName("HELP")
      try checkHelp()
    } else if bytes[word].elementsEqual(Self.typeWord) {
      try readMetadataName("TYPE")
      try checkType()
    }
  }

  private mutating func readMetadataName(_ word: String) throws(PrometheusTextError) {
    skipBlanks()
    let rule = "`\(word)` is followed by a metric name"
    let start = at
    if peek == 0x22 {
      series.reset()
      guard try !quoted("a metric name").isEmpty else { throw failure(rule, at: start) }
    } else if bareName().isEmpty {
      throw failure(rule, at: start)
    }
    guard at == end || ASCII.isBlank(bytes[at]) else { throw failure(rule, at: start) }
    skipBlanks()
  }

  /// Any UTF-8. Escapes are not checked: exporters write bare backslashes here, the server takes them, and no number hangs on them.
  private mutating func checkHelp() throws(PrometheusTextError) {
    series.reset()
    series.append(bytes, at..<end)
    guard series.isUTF8(0..<series.count) else { throw failure("help text is UTF-8", at: at) }
  }

  private mutating func checkType() throws(PrometheusTextError) {
    let type = token()
    let isKnown = Self.types.contains { $0.elementsEqual(bytes[type]) }
    skipBlanks()
    guard isKnown, at == end else {
      throw failure("a type is `counter`, `gauge`, `histogram`, `summary` or `untyped`, and nothing follows it", at: type.lowerBound)
    }
  }
}
