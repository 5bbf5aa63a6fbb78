import Diagnostics

/// Finds what a person did where libyaml only says what it could not read: its place is mostly behind the cause, often lines behind.
///
/// It looks at the text as lines and knows YAML only roughly; where nothing likely is found, libyaml's own words are shown.
struct SyntaxCause {
  let file: SourceFile
  let problem: String
  let context: String
  let position: SourcePosition
  let opening: SourcePosition?

  init(_ fault: YAMLEvents.Fault, in file: SourceFile) {
    self.file = file
    problem = fault.message
    context = fault.context ?? ""
    position = fault.position
    opening = fault.opening
  }

  /// The finding; nil where nothing likely is found.
  func find() -> Diagnostic? {
    if let strange = strangeCharacter() { return strange }
    if problem.contains("unexpected end of stream") { return nil }
    if let quote = quoteThatGoesOn() { return quote }
    if problem.contains("could not find expected ':'") { return lineWithoutColon() }
    if problem.contains("mapping values are not allowed") { return secondColon() }
    if context.contains("flow") { return insideBrackets() }
    if problem.contains("found unexpected ':'") { return colonWithoutBlank() }
    if problem.contains("cannot start any token") || context.contains("an alias") || context.contains("an anchor")
      || context.contains("a tag") || context.contains("a block scalar") || context.contains("a directive")
    {
      return firstCharacter()
    }
    if problem.contains("unknown escape") { return escape() }
    if problem.contains("expected key") || problem.contains("'-' indicator") || problem.contains("document start") {
      return misplacedLine()
    }
    return nil
  }

  func line(_ number: Int) -> TextLine? { TextLine(number, of: file) }

  /// The last line before another that holds something.
  func lineBefore(_ number: Int) -> TextLine? {
    var number = number - 1
    while let line = line(number) {
      if !line.isEmpty { return line }
      number -= 1
    }
    return nil
  }

  func finding(_ message: String, at span: SourceSpan, caption: String? = nil, help: String? = nil) -> Diagnostic {
    Diagnostic(.yamlSyntax, message, at: span, caption: caption, help: help)
  }

  /// The value in quotes, as it would be written.
  static func quoted(_ value: String) -> String {
    value.contains("\"") || value.contains("\\") ? "'\(value.replacing("'", with: "''"))'" : "\"\(value)\""
  }

  /// Tabs, blanks that are none and typographic quotes on the lines at which libyaml stumbled.
  private func strangeCharacter() -> Diagnostic? {
    let first = opening.map { $0.line < position.line && !context.contains("flow") && !context.contains("block") ? $0.line : position.line }
    for number in max((first ?? position.line), position.line - 20)...position.line {
      guard let line = line(number) else { continue }
      if let tab = line.scalars.prefix(while: { $0 == " " || $0 == "\t" || StrangeCharacter.isSpace($0) }).firstIndex(of: "\t") {
        return finding("a line is indented with blanks, and this one with a tab", at: line.span(tab + 1..<tab + 2), help: "type blanks")
      }
      if let finding = StrangeCharacter.finding(in: line) { return finding }
    }
    return nil
  }

  /// A quote that was not closed on its line and took in all up to the next quote, behind which nothing fits.
  private func quoteThatGoesOn() -> Diagnostic? {
    guard let open = QuoteScan(file).openedBefore(position) else { return nil }
    guard let line = line(open.line), let sign = line[open.column] else { return nil }
    return finding(
      "this quote is not closed on its line", at: line.span(open.column..<max(open.column + 1, line.end)),
      caption: "goes on to line \(position.line)",
      help: "write `\(sign)` behind the value")
  }

  /// A line that is neither `key: value` nor an item of a list.
  private func lineWithoutColon() -> Diagnostic? {
    guard let opening, let line = line(opening.line) else { return nil }
    let columns = opening.column..<max(opening.column + 1, line.end)
    let text = line.text(columns)
    if let finding = joined(line, columns) { return finding }
    let before = lineBefore(opening.line)
    let isItem = before.map { $0.indentation == line.indentation && $0[$0.indentation + 1] == "-" } ?? false
    if isItem {
      return finding("`- ` is missing before an item of the list", at: line.span(columns), help: "write `- \(text.shown(limit: 60))`")
    }
    return finding(
      "a line is `key: value` or an item of a list, and this one is neither", at: line.span(columns),
      help: "write `\(text.shown(limit: 40)): …`, or `- \(text.shown(limit: 40))` in a list")
  }

  /// `key:value` and `key = value`.
  private func joined(_ line: TextLine, _ columns: Range<Int>) -> Diagnostic? {
    guard let sign = columns.first(where: { line[$0] == ":" || line[$0] == "=" }), sign > columns.lowerBound, sign + 1 < columns.upperBound
    else { return nil }
    var end = sign
    while end > columns.lowerBound, line[end - 1] == " " { end -= 1 }
    let key = line.text(columns.lowerBound..<end)
    guard !key.isEmpty, key.utf8.allSatisfy({ Word.isPart($0) || $0 == UInt8(ascii: "-") }) else { return nil }
    var start = sign + 1
    while start < columns.upperBound, line[start] == " " { start += 1 }
    let help = "write `\(key): \(line.text(start..<columns.upperBound).shown(limit: 60))`"
    return line[sign] == ":"
      ? finding("a blank is missing behind `\(key.shown(limit: 40)):`", at: line.span(columns), help: help)
      : finding("a key and its value stand apart by `: `, not by `=`", at: line.span(columns), help: help)
  }

  /// A colon where the line has a value already, or where the line before has.
  private func secondColon() -> Diagnostic? {
    guard let line = line(position.line) else { return nil }
    if let pair = line.pair, pair.value.lowerBound <= position.column, !pair.value.isEmpty, pair.keyColumns.upperBound < position.column {
      let value = line.text(pair.value)
      return finding(
        "a value that holds `: ` stands in quotes", at: line.span(pair.value),
        help: "write `\(pair.key.shown(limit: 40)): \(Self.quoted(value).shown(limit: 100))`")
    }
    guard let before = lineBefore(position.line) else { return nil }
    let here = line.span(line.content..<max(line.content + 1, position.column))
    let columns = before.content..<before.end
    guard let pair = before.pair else {
      if let finding = joined(before, columns) { return finding }
      return finding(
        "a `:` is missing behind `\(before.text(columns).shown(limit: 40))`", at: before.span(columns),
        help: "write `\(before.text(columns).shown(limit: 40)):`")
    }
    guard !pair.value.isEmpty, line.content > before.content else { return nil }
    return finding(
      "this line is indented deeper than the line before it, which has a value already", at: here, caption: "too deep",
      help: "give it the indentation of `\(pair.key.shown(limit: 40))`"
    ).pointing(to: before.span(pair.keyColumns), "has a value")
  }

  /// `{range:[0, 1]}`
  private func colonWithoutBlank() -> Diagnostic? {
    guard let line = line(position.line) else { return nil }
    let colon = line[position.column] == ":" ? position.column : position.column - 1
    guard line[colon] == ":" else { return nil }
    return blankMissing(behind: colon, line)
  }

  /// A key that its value touches.
  func blankMissing(behind colon: Int, _ line: TextLine) -> Diagnostic? {
    var start = colon
    while let sign = line[start - 1], sign.isASCII, Word.isPart(UInt8(truncatingIfNeeded: sign.value)) { start -= 1 }
    let key = line.text(start..<colon)
    return finding("a blank is missing behind `\(key):`", at: line.span(start..<colon + 1), help: "write `\(key): `")
  }

  private func escape() -> Diagnostic? {
    guard let line = line(position.line), let slash = (1...max(1, position.column)).last(where: { line[$0] == "\\" }) else { return nil }
    return finding(
      "`\(line.text(slash..<slash + 2).shown())` means nothing in double quotes", at: line.span(slash..<slash + 2),
      help: "write `\\\\` for a backslash, or put the value in single quotes")
  }
}
