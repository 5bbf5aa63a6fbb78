import Diagnostics

/// Characters that look like YAML's own and are text to it: blanks and quotes of word processors, chats and web pages.
enum StrangeCharacter {
  /// Whether it looks like a blank and is none.
  static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value > 127 && (scalar.properties.isWhitespace || scalar == "\u{FEFF}" || scalar == "\u{200B}")
      && scalar != "\u{85}" && scalar != "\u{2028}" && scalar != "\u{2029}"
  }

  /// The finding for a line on which one stands where YAML's own would mean something.
  static func finding(in line: TextLine) -> Diagnostic? {
    let key = line.pair?.keyColumns
    for column in 1..<max(2, line.end) {
      guard let sign = line[column], sign.value > 127 else { continue }
      let before = (1..<column).last { line[$0] != " " }.flatMap { line[$0] }
      let isFirst = before == nil
      if isSpace(sign),
        isFirst || before == ":" || before == "-" || before == "," || line[column + 1] == "#" || key?.contains(column) ?? false
      {
        return space(at: line.span(column..<column + 1))
      }
      if LookAlike.isQuote(sign), isFirst || [":", "-", "[", ",", "{"].contains(before) {
        return quote(at: line.span(column..<column + 1))
      }
    }
    return nil
  }

  /// The text of a scalar as it was meant, once a finding says what stands at its ends that is no blank and no quote.
  static func readable(_ text: String, style: Scalar.Style, at span: SourceSpan, into findings: inout [Diagnostic]) -> String {
    guard style == .plain, let first = text.unicodeScalars.first, let last = text.unicodeScalars.last, first.value > 127 || last.value > 127
    else { return text }
    var scalars = Array(text.unicodeScalars)[...]
    if isSpace(first) || isSpace(last) {
      let offset = isSpace(first) ? 0 : scalars.count - 1
      let start = SourcePosition(line: span.start.line, column: span.start.column + offset)
      let isInLine = span.start.line == span.end.line
      let mark = SourceSpan(file: span.file, start: start, end: SourcePosition(line: start.line, column: start.column + 1))
      findings.append(space(at: isInLine ? mark : span))
      scalars = scalars.drop(while: isSpace)
      while let last = scalars.last, isSpace(last) { scalars.removeLast() }
    } else if LookAlike.isQuote(first), LookAlike.isQuote(last), scalars.count > 1 {
      findings.append(quote(at: span))
      scalars = scalars.dropFirst().dropLast()
    }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  private static func space(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .strangeSpace, "this is no blank, but a character that looks like one", at: span, caption: "not a blank",
      help: "type the blank anew: text from web pages and chats brings such characters along")
  }

  private static func quote(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .typographicQuote, "a typographic quote is part of the text, and no quote of YAML", at: span, caption: "typographic quote",
      help: "type `\"` or `'` in its place")
  }
}
