/// Shows findings to a person: the line, a caret under the fault, and what to do.
public struct DiagnosticRenderer: Sendable {
  /// Whether to colour with ANSI escapes.
  public var colour: Bool

  /// A renderer, plain or coloured.
  public init(colour: Bool = false) {
    self.colour = colour
  }

  /// All findings of a bag, sorted, with an empty line behind each.
  public func render(_ bag: DiagnosticBag) -> String {
    bag.sorted.map { render($0) + "\n" }.joined()
  }

  /// One finding, with a line end behind its last line.
  public func render(_ diagnostic: Diagnostic) -> String {
    let heading = "\(diagnostic.severity.rawValue)[\(diagnostic.code.rawValue)]"
    var text = paint(heading, diagnostic.severity.colour) + paint(": \(diagnostic.message)", "1") + "\n"
    let shown = ([diagnostic.span] + diagnostic.labels.map(\.span)).compactMap { $0 }
    let gutter = max(2, shown.map { String($0.start.line).count }.max() ?? 0)
    let margin = String(repeating: " ", count: gutter)
    if let span = diagnostic.span {
      text += excerpt(span, caption: diagnostic.caption, mark: "^", margin: margin, colour: diagnostic.severity.colour, arrow: "-->")
    }
    for label in diagnostic.labels {
      text += excerpt(label.span, caption: label.text, mark: "-", margin: margin, colour: "34", arrow: ":::")
    }
    let remarks = (diagnostic.help.map { [("help", $0)] } ?? []) + diagnostic.notes.map { ("note", $0) }
    for (kind, remark) in remarks {
      text += "\(margin) \(paint("=", "34")) \(paint("\(kind):", "1")) \(remark)\n"
    }
    return text
  }

  /// Up to two lines before the marked one, the marked one, and the marks.
  private func excerpt(_ span: SourceSpan, caption: String?, mark: Character, margin: String, colour: String, arrow: String) -> String {
    let bar = paint("|", "34")
    var text = "\(margin)\(paint(arrow, "34")) \(span)\n"
    guard let line = span.file.line(span.start.line) else { return text }
    text += "\(margin) \(bar)\n"
    let context = arrow == "-->" ? max(1, span.start.line - 2)..<span.start.line : span.start.line..<span.start.line
    for number in context {
      guard let before = span.file.line(number), !before.allSatisfy(\.isWhitespace) else { continue }
      text += row(number, before, margin, bar)
    }
    text += row(span.start.line, line, margin, bar)
    let scalars = Array(line.unicodeScalars)
    let start = min(span.start.column - 1, scalars.count)
    let end = span.end.line == span.start.line ? min(span.end.column - 1, scalars.count) : scalars.count
    let lead = scalars[..<start].map { $0 == "\t" ? "\t" : String(repeating: " ", count: $0.columns) }.joined()
    let width = max(1, scalars[start..<max(start, end)].reduce(0) { $0 + $1.columns })
    let marks = paint(String(repeating: mark, count: width) + (caption.map { " \($0)" } ?? ""), colour)
    return text + "\(margin) \(bar) \(lead)\(marks)\n"
  }

  private func row(_ number: Int, _ line: Substring, _ margin: String, _ bar: String) -> String {
    let label = String(number)
    let shown = String(line.map { $0.isControl ? "\u{FFFD}" : $0 })
    return paint(String(repeating: " ", count: margin.count - label.count) + label, "34") + " \(bar) \(shown)\n"
  }

  private func paint(_ text: String, _ code: String) -> String {
    colour ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}

extension Severity {
  fileprivate var colour: String {
    switch self {
    case .error: "1;31"
    case .warning: "1;33"
    case .note: "1;36"
    }
  }
}

extension Character {
  /// A terminal would act on it instead of showing it; tabs are shown.
  fileprivate var isControl: Bool {
    self != "\t" && unicodeScalars.contains { $0.properties.generalCategory == .control }
  }
}
