extension ExpositionParser {
  /// `name [labels] value [timestamp]` or `{"name" [, labels]} value [timestamp]`.
  mutating func readSample() throws(PrometheusTextError) {
    let start = at
    series.reset()
    let isWanted: Bool
    if peek == 0x7B {
      isWanted = try readBracedName()
    } else {
      isWanted = try readNameAndLabels()
    }
    guard series.sortLabels() else { throw failure("a label stands once in a series", at: start) }
    let key = isWanted ? series.key() : []
    try readValue(key: isWanted && index.wants(key: key) ? key : nil)
  }

  private mutating func readNameAndLabels() throws(PrometheusTextError) -> Bool {
    let name = bareName()
    guard !name.isEmpty else { throw failure("a line starts with a metric name, `{` or `#`", at: at) }
    series.append(bytes, name)
    series.endName()
    let isWanted = index.wants(name: series.bytes)
    let afterName = at
    skipBlanks()
    if peek == 0x7B {
      at += 1
      try readLabels()
    } else if at == afterName, at < end {
      // The Prometheus server takes `name-1 5` for the value -1 of `name` at time 5: a mistyped name must not become a number.
      throw failure("a metric name is made of letters, digits, `_` and `:`, or stands quoted in the braces", at: name.lowerBound)
    }
    return isWanted
  }

  private mutating func readValue(key: [UInt8]?) throws(PrometheusTextError) {
    skipBlanks()
    let value = token()
    guard !value.isEmpty else { throw failure("a series is followed by a value", at: at) }
    guard let number = ScannedFloat(bytes, value) else {
      throw failure("a value is a decimal number, `NaN`, `+Inf` or `-Inf`", at: value.lowerBound)
    }
    skipBlanks()
    let timestamp = at < end ? try readTimestamp() : nil
    skipBlanks()
    guard at == end else { throw failure("nothing follows the timestamp", at: at) }
    // Lines that nobody asked for are converted only where they might be out of range.
    if key == nil, number.isCertainlyFinite { return }
    guard let double = number.value(bytes) else {
      throw failure("a value is at most 1.7976931348623157e308 in size", at: value.lowerBound)
    }
    if let key { index.record(PrometheusSample(value: double, timestampMilliseconds: timestamp), key: key) }
  }

  /// Go's `ParseInt`: an optional sign and decimal digits that fit 64 bits.
  private mutating func readTimestamp() throws(PrometheusTextError) -> Int64 {
    if peek == 0x23 { throw failure("exemplars belong to OpenMetrics, not to the text format 0.0.4", at: at) }
    let range = token()
    var place = range.lowerBound
    let isNegative = bytes[place] == 0x2D
    if isNegative || bytes[place] == 0x2B { place += 1 }
    let rule = "a timestamp is a whole number of milliseconds that fits 64 bits"
    guard place < range.upperBound else { throw failure(rule, at: range.lowerBound) }
    var total: Int64 = 0
    while place < range.upperBound {
      guard ASCII.isDigit(bytes[place]) else { throw failure(rule, at: range.lowerBound) }
      let digit = Int64(bytes[place] - 0x30)
      let (shifted, overflow1) = total.multipliedReportingOverflow(by: 10)
      // Counted downwards when negative: Int64.min has no positive twin.
      let (sum, overflow2) = isNegative ? shifted.subtractingReportingOverflow(digit) : shifted.addingReportingOverflow(digit)
      guard !overflow1, !overflow2 else { throw failure(rule, at: range.lowerBound) }
      total = sum
      place += 1
    }
    return total
  }
}
