import Diagnostics

extension SyntaxCause {
  /// A value whose first character means something else in YAML.
  func firstCharacter() -> Diagnostic? {
    let place = context.isEmpty ? position : opening ?? position
    guard let line = line(place.line), let sign = line[place.column] else { return nil }
    let why: String
    switch sign {
    case "@", "%": why = "no value begins with `\(sign)`"
    case "`": why = "no value begins with a backtick"
    case "*": why = "a value that begins with `*` is an alias in YAML"
    case "&": why = "a value that begins with `&` names an anchor in YAML"
    case "!": why = "a value that begins with `!` names a type in YAML"
    case ">", "|": why = "a value that begins with `\(sign)` is a text below the line"
    default: return nil
    }
    let columns = place.column..<max(place.column + 1, line.end)
    let value = line.text(columns)
    return finding(
      why, at: line.span(columns),
      help: sign == "`" ? "put it in quotes, or leave the backticks out" : "put it in quotes: `\(Self.quoted(value).shown(limit: 80))`")
  }

  /// A line that fits neither the mapping nor the list that it stands in, or something behind a value that is closed.
  func misplacedLine() -> Diagnostic? {
    guard let line = line(position.line) else { return nil }
    if position.column > line.content, let closed = behindClosedValue(line) { return closed }
    guard position.column == line.indentation + 1 else { return nil }
    let isItem = line[position.column] == "-" && (line[position.column + 1] == " " || line[position.column + 1] == nil)
    if problem.contains("'-' indicator"), let opening, opening.column == position.column {
      // One item above and keys below: it is the item that does not belong there.
      if let item = self.line(opening.line), lineBefore(position.line)?.number == opening.line, line.pair != nil,
        let next = self.line(position.line + 1), next.isEmpty || next.indentation != line.indentation || next.pair != nil,
        item.pair == nil
      {
        return finding(
          "an item of a list stands among the keys of a mapping", at: item.span(opening.column..<max(opening.column + 1, item.end)),
          help: "write it as `key: value`, or put `- ` before the others")
      }
      let text = line.text(line.content..<line.end)
      return finding(
        "`- ` is missing before an item of the list", at: line.span(line.content..<line.end), help: "write `- \(text.shown(limit: 60))`")
    }
    if isItem, opening?.column == position.column {
      return finding(
        "an item of a list stands among the keys of a mapping", at: line.span(position.column..<line.end),
        help: "take the `- ` away, or indent the item below the key that it belongs to")
    }
    return indentation(line)
  }

  private func behindClosedValue(_ line: TextLine) -> Diagnostic? {
    var last = position.column - 1
    while last > 0, line[last] == " " { last -= 1 }
    guard let closer = line[last], "\"'}]".unicodeScalars.contains(closer) else { return nil }
    let rest = line.span(position.column..<max(position.column + 1, line.end))
    let value = line.pair?.value ?? line.content..<line.end
    let text = line.text(value)
    let isPlaceholder = line[value.lowerBound] == "{" && closer == "}"
    return finding(
      isPlaceholder
        ? "a value that begins with `{` is a mapping in YAML, and behind its `}` nothing follows"
        : "behind `\(closer)` the value has ended",
      at: rest, caption: "stands behind the value",
      help: closer == "}" || closer == "]"
        ? "put all of it in quotes: `\(Self.quoted(text).shown(limit: 80))`" : "put all of the value into one pair of quotes")
  }

  /// The columns at which the lines above begin and the line may begin as well.
  private func indentation(_ line: TextLine) -> Diagnostic? {
    var open: [(column: Int, line: TextLine)] = []
    var siblings: (column: Int, line: TextLine)?
    for number in max(1, line.number - 2000)..<line.number {
      guard let above = self.line(number), !above.isEmpty else { continue }
      while let last = open.last, last.column > above.indentation { open.removeLast() }
      if open.last?.column != above.indentation { open.append((above.indentation, above)) }
    }
    while let last = open.last, last.column > line.indentation {
      siblings = last
      open.removeLast()
    }
    guard let deeper = siblings, open.last?.column != line.indentation else { return nil }
    let words = [deeper, open.last].compactMap { $0 }.map { choice in
      "by \(choice.column) like `\(choice.line.pair?.key.shown(limit: 40) ?? choice.line.text(choice.line.content..<choice.line.end).shown(limit: 40))`"
    }
    let key = line.pair?.key ?? line.text(line.content..<line.end)
    return finding(
      "the indentation of `\(key.shown(limit: 40))` (\(line.indentation)) is that of no line above it",
      at: line.span(line.content..<(line.pair?.keyColumns.upperBound ?? line.end)), help: "indent it " + words.joined(separator: ", or ")
    ).pointing(
      to: deeper.line.span(deeper.line.content..<(deeper.line.pair?.keyColumns.upperBound ?? deeper.line.end)),
      "indented by \(deeper.column)")
  }
}
