import Diagnostics

extension SyntaxCause {
  /// What does not fit between `{` and `}` or `[` and `]`.
  func insideBrackets() -> Diagnostic? {
    guard let opening, let line = line(position.line) else { return nil }
    if let variable = bareVariable() { return variable }
    let sign = line[position.column]
    let open = file.line(opening.line).flatMap { _ in self.line(opening.line) }
    let bracket: Unicode.Scalar = open?[opening.column] ?? "{"
    let closer: Unicode.Scalar = bracket == "[" ? "]" : "}"
    if sign == "]", closer == "}", let round = (1...position.column).last(where: { line[$0] == "(" || line[$0] == "{" || line[$0] == "[" }),
      line[round] == "("
    {
      // `{range:"(0, 1]"}`: quotes that touch the colon are no quotes for YAML.
      if let quote = line[round - 1], quote == "\"" || quote == "'", line[round - 2] == ":" { return blankMissing(behind: round - 2, line) }
      let interval = round..<position.column + 1
      return finding(
        "an interval with an open end stands in quotes", at: line.span(interval),
        help: "write `\"\(line.text(interval).shown(limit: 60))\"`")
    }
    if sign == "}" || sign == "]", sign != closer, let sign, let open {
      return finding(
        "what `\(bracket)` opens ends with `\(closer)`, not with `\(sign)`", at: line.span(position.column..<position.column + 1),
        help: "write `\(closer)`"
      ).pointing(to: open.span(opening.column..<opening.column + 1), "opened here")
    }
    if opening.line < position.line, let open, !isClosed(from: opening, on: open) {
      return finding(
        "this `\(bracket)` is not closed", at: open.span(opening.column..<opening.column + 1), caption: "opened here",
        help: "write `\(closer)` behind its last part"
      ).pointing(to: line.span(position.column..<position.column + 1), "read up to here")
    }
    guard sign == ":" else { return nil }
    return colonInside(line)
  }

  /// `{value: ${X:-1}}`: braces end and begin mappings there.
  private func bareVariable() -> Diagnostic? {
    guard let line = line(position.line) else { return nil }
    let end = min(position.column + 1, line.scalars.count)
    guard let dollar = (1...max(1, end)).last(where: { line[$0] == "$" && line[$0 + 1] == "{" }) else { return nil }
    // Only where it stands outside quotes; inside, an even number of quotes comes before it on neither side.
    let before = line.scalars.prefix(dollar - 1)
    guard before.count(where: { $0 == "\"" }).isMultiple(of: 2), before.count(where: { $0 == "'" }).isMultiple(of: 2) else { return nil }
    var close = dollar + 2
    while close < line.end, line[close] != "}" { close += 1 }
    var last = close + 1
    while let sign = line[last], sign.isASCII, Word.isPart(UInt8(truncatingIfNeeded: sign.value)) { last += 1 }
    return finding(
      "inside `{…}` and `[…]` a variable stands in quotes", at: line.span(dollar..<last),
      help: "put it in quotes: `\"\(line.text(dollar..<last).shown(limit: 80))\"`")
  }

  private func isClosed(from opening: SourcePosition, on line: TextLine) -> Bool {
    var depth = 0
    for column in opening.column..<max(opening.column + 1, line.end) {
      if line[column] == "{" || line[column] == "[" { depth += 1 }
      if line[column] == "}" || line[column] == "]" { depth -= 1 }
      if depth == 0 { return true }
    }
    return false
  }

  /// `{a: 1 b: 2}` lacks a comma, `{a: x ? 1 : 2}` quotes.
  private func colonInside(_ line: TextLine) -> Diagnostic? {
    var start = position.column
    while let sign = line[start - 1], sign != ",", sign != "{", sign != "[" { start -= 1 }
    while line[start] == " " { start += 1 }
    let part = line.text(start..<position.column)
    let words = part.split(separator: " ")
    guard let colon = (start..<position.column).first(where: { line[$0] == ":" && line[$0 + 1] == " " }), words.count > 1 else {
      return nil
    }
    var value = colon + 1
    while line[value] == " " { value += 1 }
    let key = line.text(start..<colon)
    let inner = line.text(value..<position.column).split(separator: " ")
    if inner.count == 2, let name = inner.last, Word.isName(String(name)), line[position.column - 1] != " " {
      let first = position.column - name.unicodeScalars.count
      return finding(
        "a `,` is missing before `\(name)`", at: line.span(first..<position.column), help: "write `\(key): \(inner[0]), \(name): …`")
    }
    var end = position.column
    while let sign = line[end], sign != ",", sign != "}", sign != "]" { end += 1 }
    while line[end - 1] == " " { end -= 1 }
    return finding(
      "a value that holds `: ` stands in quotes", at: line.span(value..<end),
      help: "write `\(key.shown(limit: 40)): \(Self.quoted(line.text(value..<end)).shown(limit: 100))`")
  }
}
