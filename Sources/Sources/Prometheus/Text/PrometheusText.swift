/// Reads the Prometheus text exposition format, version 0.0.4.
///
/// The grammar is the one of the Prometheus documentation (exposition formats, with the quoted UTF-8 names of Prometheus 3). Where the
/// documentation is silent, what the Prometheus server takes is taken, except where that would read a mistake as a number: the server
/// reads `name-1 5` as `name` with the value -1, takes labels without a comma between them, line feeds inside of label values, and
/// escapes that do not exist; all of these are errors here. Three things are wider than in the server: `\r\n` ends a line, blanks may end
/// a `TYPE` line, and a timestamp may carry a sign (as the documentation says).
///
/// One malformed line makes the whole text an error: half-understood input is worse than none.
enum PrometheusText {
  /// Looks up series in a scrape and checks the grammar of every line of it.
  ///
  /// Takes time linear in the bytes. Label values are compared as they stand in the text, after their escapes: `le="1"` is not `le="1.0"`.
  ///
  /// - Parameters:
  ///   - selectors: the wanted series; the same one may stand here twice.
  ///   - bytes: the body, decompressed.
  ///   - finalNewline: whether the last line must end with a line feed; ask for it where the transport cannot show that a body is whole.
  /// - Returns: one match for each selector, in their order.
  /// - Throws: ``PrometheusTextError`` for the first line that breaks the grammar.
  static func find(
    _ selectors: [SeriesSelector], in bytes: [UInt8], finalNewline: FinalNewline = .optional
  ) throws(PrometheusTextError) -> [SeriesMatch] {
    var parser = ExpositionParser(bytes: bytes, selectors: selectors)
    try parser.run(finalNewline: finalNewline)
    return parser.index.matches
  }

  /// Whether a name may stand bare before the braces: `[a-zA-Z_:][a-zA-Z0-9_:]*`. Other names must be quoted in the text.
  static func isValid(metricName: String) -> Bool {
    guard let first = metricName.utf8.first, ASCII.isMetricStart(first) else { return false }
    return metricName.utf8.dropFirst().allSatisfy(ASCII.isMetricPart)
  }

  /// Whether a name may stand bare before the equals sign: `[a-zA-Z_][a-zA-Z0-9_]*`, and not `__name__`, which is the series' own name.
  static func isValid(labelName: String) -> Bool {
    guard let first = labelName.utf8.first, ASCII.isLabelStart(first) else { return false }
    return labelName.utf8.dropFirst().allSatisfy(ASCII.isLabelPart) && !labelName.utf8.elementsEqual(ASCII.reservedLabel)
  }
}
