extension ExpositionParser {
  /// `{"name" [, labels]}`: the quoted name comes first. Returns whether a wanted series has that name.
  mutating func readBracedName() throws(PrometheusTextError) -> Bool {
    at += 1
    skipBlanks()
    let rule = "braces without a name before them start with a quoted metric name"
    guard peek == 0x22 else { throw failure(rule, at: at) }
    let opening = at
    guard try !quoted("a metric name").isEmpty else { throw failure("a metric name is not empty", at: opening) }
    series.endName()
    let isWanted = index.wants(name: series.bytes)
    skipBlanks()
    switch peek {
    case 0x2C:
      at += 1
      try readLabels()
    case 0x7D: at += 1
    case 0x3D: throw failure(rule, at: opening)
    default: throw failure("a quoted metric name is followed by `,` or `}`", at: at)
    }
    return isWanted
  }

  /// `name="value", …}` with an optional comma at the end; the reader stands after the opening brace.
  mutating func readLabels() throws(PrometheusTextError) {
    while true {
      skipBlanks()
      if peek == 0x7D {
        at += 1
        return
      }
      try readLabel()
      skipBlanks()
      if peek == 0x2C {
        at += 1
      } else if peek != 0x7D {
        throw failure("a label is followed by `,` or `}`", at: at)
      }
    }
  }

  private mutating func readLabel() throws(PrometheusTextError) {
    let opening = at
    let name = try peek == 0x22 ? quoted("a label name") : bareLabelName()
    guard !name.isEmpty else { throw failure("a label has a name", at: opening) }
    guard !series.isReserved(name) else { throw failure("`__name__` is not a label but the name of the series", at: opening) }
    skipBlanks()
    guard peek == 0x3D else { throw failure("a label name is followed by `=`", at: at) }
    at += 1
    skipBlanks()
    guard peek == 0x22 else { throw failure("a label value starts with `\"`", at: at) }
    let value = try quoted("a label value")
    series.addLabel(name: name, value: value)
  }

  private mutating func bareLabelName() throws(PrometheusTextError) -> Range<Int> {
    let start = at
    guard let first = peek, ASCII.isLabelStart(first) else {
      throw failure("a label name starts with a letter or `_`, or is quoted", at: at)
    }
    while at < end, ASCII.isLabelPart(bytes[at]) { at += 1 }
    let place = series.count
    series.append(bytes, start..<at)
    return place..<series.count
  }
}
