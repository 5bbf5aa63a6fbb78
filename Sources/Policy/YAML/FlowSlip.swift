import Diagnostics

/// What a person meant by a name without a value inside `{…}`, where YAML takes one word for a key or a comma for the end of a pair.
struct FlowSlip {
  /// What the mapping says when the slip is mended, so that nothing follows from it.
  let entry: Node.Entry
  /// Whether the entry stands in the place of the one before it.
  let replacesLast: Bool
  let finding: Diagnostic

  /// `{type:text}`: for YAML, `type:text` is one word.
  init?(blankMissingIn key: Scalar) {
    let bytes = Array(key.text.utf8)
    guard key.style == .plain, let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon > 0, colon + 1 < bytes.count else { return nil }
    let name = Place.text(of: key, 0..<colon)
    let rest = Place.text(of: key, colon + 1..<bytes.count)
    // `{redis://host}` lacks more than a blank.
    guard name.utf8.allSatisfy({ Word.isPart($0) || $0 == UInt8(ascii: ".") }), !rest.hasPrefix("//") else { return nil }
    // A quote that a comma cut in two brings a fault of its own.
    guard !Self.isCut(rest) else { return nil }
    let place = key.span(of: colon + 1..<bytes.count)
    entry = Node.Entry(key: name, keySpan: key.span(of: 0..<colon), value: Node(.scalar(Self.scalar(rest, at: place)), span: place))
    replacesLast = false
    finding = Diagnostic(
      .yamlSyntax, "a blank is missing behind `\(name.shown(limit: 40)):`", at: key.span, help: "write `\(name): \(rest.shown(limit: 60))`")
  }

  /// `{default: 0,4}`: for YAML, the comma ends the pair and `4` is the next key.
  init?(decimalCommaBefore key: Scalar, after last: Node.Entry?) {
    guard let last, let whole = last.value.scalar, whole.style == .plain, key.style == .plain,
      whole.span.end.line == key.span.start.line, whole.span.end.column + 1 == key.span.start.column,
      let first = key.text.utf8.first, Word.isDigit(first),
      !whole.text.isEmpty, whole.text.utf8.drop(while: { $0 == UInt8(ascii: "-") }).allSatisfy(Word.isDigit)
    else { return nil }
    // `1,000` is a thousand to one person and one to another.
    let isThousands = key.text.utf8.count == 3 && key.text.utf8.allSatisfy(Word.isDigit) && !"0-".contains(whole.text.first ?? "0")
    let fraction = "\(whole.text).\(key.text)"
    let text = isThousands ? whole.text + key.text : fraction
    guard NumberText.parseWritten(text) != nil || DurationText.seconds(text) != nil else { return nil }
    let place = whole.span.joined(with: key.span)
    entry = Node.Entry(
      key: last.key, keySpan: last.keySpan, value: Node(.scalar(Scalar(text: text, style: .plain, span: place)), span: place))
    replacesLast = true
    // Behind a second comma only thousands are meant.
    let isFirst = whole.span.end.column - whole.span.start.column == whole.text.utf8.count
    let fractionHelp = isFirst ? ", or `\(fraction.shown(limit: 60))` if a fraction is meant" : ""
    finding = Diagnostic(
      .yamlSyntax, "inside `{…}` a comma ends the value: `\(key.text.shown(limit: 40))` is not part of the number", at: place,
      help: isThousands
        ? "write `\(text.shown(limit: 60))`\(fractionHelp)"
        : "write `\(fraction.shown(limit: 60))`, with a decimal point")
  }

  private static func isCut(_ text: String) -> Bool {
    ["\"", "'"].contains { text.hasPrefix($0) && (text.count == 1 || !text.hasSuffix($0)) }
  }

  /// A value as YAML would have read it with its blank.
  private static func scalar(_ text: String, at span: SourceSpan) -> Scalar {
    for (quote, style) in [("\"", Scalar.Style.doubleQuoted), ("'", .singleQuoted)]
    where text.count > 1 && text.hasPrefix(quote) && text.hasSuffix(quote) {
      return Scalar(text: String(text.dropFirst().dropLast()), style: style, span: span)
    }
    return Scalar(text: text, style: .plain, span: span)
  }
}
