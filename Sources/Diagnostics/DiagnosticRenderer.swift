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
    var text = paint(heading, diagnostic.severity.colour) + paint(": \(safe(diagnostic.message))", "1") + "\n"
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
      text += "\(margin) \(paint("=", "34")) \(paint("\(kind):", "1")) \(safe(remark))\n"
    }
    return text
  }

  /// A finding in one line, its place first, without help and notes.
  func line(_ diagnostic: Diagnostic) -> String {
    let place = diagnostic.span.map { safe("\($0): ") } ?? ""
    let heading = paint("\(diagnostic.severity.rawValue)[\(diagnostic.code.rawValue)]", diagnostic.severity.colour)
    return "\(place)\(heading): \(safe(diagnostic.message))\n"
  }

  /// Up to two lines before the marked one, the marked one, and the marks.
  private func excerpt(_ span: SourceSpan, caption: String?, mark: Character, margin: String, colour: String, arrow: String) -> String {
    let bar = paint("|", "34")
    var text = "\(margin)\(paint(arrow, "34")) \(safe("\(span)"))\n"
    guard let line = span.file.line(span.start.line) else { return text }
    text += "\(margin) \(bar)\n"
    let context = arrow == "-->" ? max(1, span.start.line - 2)..<span.start.line : span.start.line..<span.start.line
    for number in context {
      guard let before = span.file.line(number), !before.allSatisfy(\.isWhitespace) else { continue }
      text += row(number, Excerpt(before, around: 1), margin, bar)
    }
    let excerpt = Excerpt(line, around: span.start.column)
    text += row(span.start.line, excerpt, margin, bar)
    let lead = excerpt.lead(upTo: span.start.column)
    let width = excerpt.width(from: span.start.column, to: span.end.line == span.start.line ? span.end.column : nil)
    let marks = paint(String(repeating: mark, count: width) + (caption.map { " \(safe($0))" } ?? ""), colour)
    return text + "\(margin) \(bar) \(lead)\(marks)\n"
  }

  private func row(_ number: Int, _ line: Excerpt, _ margin: String, _ bar: String) -> String {
    let label = String(number)
    let padding = String(repeating: " ", count: max(0, margin.count - label.count))
    return paint(padding + label, "34") + " \(bar) \(line.text)\n"
  }

  /// Findings escape the user's words already; a path or a forgotten word must not reach the terminal raw either.
  private func safe(_ text: String) -> String { Credentials.covered(text).shown(limit: .max) }

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
