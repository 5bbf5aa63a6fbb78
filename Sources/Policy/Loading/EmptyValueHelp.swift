import Diagnostics

/// Says why a value is empty that does not look so: `#` begins a comment, and `&` names what would stand behind it.
enum EmptyValueHelp {
  static func amended(_ finding: Diagnostic) -> Diagnostic {
    guard finding.code == .emptyValue, let span = finding.span, let line = TextLine(span.start.line, of: span.file) else { return finding }
    var column = span.start.column
    while let sign = line[column], sign == " " || sign == "\t" { column += 1 }
    guard let sign = line[column], sign == "#" || sign == "&", column > line.indentation + 1 else { return finding }
    var amended = finding
    amended.help =
      sign == "#"
      ? "behind ` #` stands a comment; a value that begins with `#` is put in quotes"
      : "`&` names the value behind it; a value that begins with `&` is put in quotes"
    return amended
  }
}
