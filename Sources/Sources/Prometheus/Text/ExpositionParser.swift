/// Goes over a text line by line. Samples are in `ExpositionParser+Sample.swift`, labels in `+Labels`, comments in `+Comment`.
struct ExpositionParser {
  let bytes: [UInt8]
  var index: SeriesIndex
  var series = SeriesBuffer()
  /// The next byte to read, and the end of the line without its line end.
  var at = 0
  var end = 0
  var line = 0

  init(bytes: [UInt8], selectors: [SeriesSelector]) {
    self.bytes = bytes
    index = SeriesIndex(selectors)
  }

  mutating func run(finalNewline: PrometheusText.FinalNewline) throws(PrometheusTextError) {
    var next = 0
    while next < bytes.count {
      let start = next
      while next < bytes.count, bytes[next] != 0x0A { next += 1 }
      line += 1
      at = start
      end = next
      if finalNewline == .required, next == bytes.count {
        throw failure("the last line must end with a line feed", at: start)
      }
      if end > start, bytes[end - 1] == 0x0D { end -= 1 }
      try readLine()
      next += 1
    }
  }

  private mutating func readLine() throws(PrometheusTextError) {
    skipBlanks()
    guard let first = peek else { return }
    if first == 0x23 {
      try readComment()
    } else {
      try readSample()
    }
  }

  /// The next byte of the line.
  var peek: UInt8? { at < end ? bytes[at] : nil }

  mutating func skipBlanks() {
    while at < end, ASCII.isBlank(bytes[at]) { at += 1 }
  }

  /// Reads up to the next blank or the end of the line.
  mutating func token() -> Range<Int> {
    let start = at
    while at < end, !ASCII.isBlank(bytes[at]) { at += 1 }
    return start..<at
  }

  /// Reads `[a-zA-Z_:][a-zA-Z0-9_:]*`, empty where none stands here.
  mutating func bareName() -> Range<Int> {
    let start = at
    guard let first = peek, ASCII.isMetricStart(first) else { return start..<start }
    while at < end, ASCII.isMetricPart(bytes[at]) { at += 1 }
    return start..<at
  }

  /// Reads `"…"` into the series buffer, unescaped; the reader stands on the first quote. Returns where it lies in the buffer.
  mutating func quoted(_ what: String) throws(PrometheusTextError) -> Range<Int> {
    let opening = at
    let start = series.count
    at += 1
    var isASCII = true
    var copied = at
    while at < end, bytes[at] != 0x22 {
      if bytes[at] == 0x5C {
        series.append(bytes, copied..<at)
        guard at + 1 < end, let plain = Self.unescape(bytes[at + 1]) else {
          throw failure("\(what) has no escapes but `\\\\`, `\\\"` and `\\n`", at: at)
        }
        series.append(plain)
        at += 2
        copied = at
      } else {
        if bytes[at] >= 0x80 { isASCII = false }
        at += 1
      }
    }
    guard at < end else { throw failure("\(what) ends with `\"` on the line where it starts", at: opening) }
    series.append(bytes, copied..<at)
    at += 1
    let range = start..<series.count
    guard isASCII || series.isUTF8(range) else { throw failure("\(what) is UTF-8", at: opening) }
    return range
  }

  private static func unescape(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x5C, 0x22: byte
    case 0x6E: 0x0A
    default: nil
    }
  }

  func failure(_ rule: String, at place: Int) -> PrometheusTextError {
    let found = place < end ? "found `\(ASCII.excerpt(bytes[place..<end]))`" : "found the end of the line"
    return PrometheusTextError(line: line, message: "\(rule); \(found)")
  }
}
