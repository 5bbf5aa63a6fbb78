import Diagnostics

extension YAMLTreeBuilder {
  /// Says what libyaml could not read, in the words of someone who writes policies.
  static func finding(_ fault: YAMLEvents.Fault, in file: SourceFile) -> Diagnostic {
    if fault.byte == nil, let cause = SyntaxCause(fault, in: file).find() { return cause }
    let position = fault.byte.map { file.position(ofByte: $0) } ?? fault.position
    var here = SourceSpan(file: file, start: position, end: position)
    let opening = fault.opening.map { SourceSpan(file: file, start: $0, end: SourcePosition(line: $0.line, column: $0.column + 1)) }
    let message = message(fault)
    // At the end of the file nothing is to be seen: what was never closed is the place to look at.
    let isAtEnd = fault.message.contains("unexpected end of stream") || here.start.line > file.lines.count
    if isAtEnd, let opening { here = opening }
    let finding = Diagnostic(.yamlSyntax, message.text, at: here, help: message.help)
    guard let opening, opening.start < here.start, fault.context?.contains("flow") ?? false else { return finding }
    return finding.pointing(to: opening, "opened here")
  }

  private static func message(_ fault: YAMLEvents.Fault) -> (text: String, help: String?) {
    let (problem, context) = (fault.message, fault.context ?? "")
    if problem.contains("unexpected end of stream"), context.contains("quoted") {
      return ("this quote is not closed", "write the same quote behind the value")
    }
    if problem.contains("did not find expected ',' or"), let bracket = problem.split(separator: "'").last(where: { "]}".contains($0) }) {
      return ("this list or mapping goes on with `,` or ends with `\(bracket)`", "close it with `\(bracket)`")
    }
    if problem.contains("cannot start any token") {
      return ("no value begins with this character", "put the value in quotes; a tab cannot indent")
    }
    if problem.contains("mapping values are not allowed") {
      return ("a value cannot be a key at once", "a value that holds `: ` needs quotes, and keys of one mapping the same indentation")
    }
    if problem.contains("control characters are not allowed") {
      return ("a policy holds no control characters", "in double quotes such a character can be written as an escape")
    }
    let help =
      problem.contains("did not find expected") ? "look for an indentation that differs, or a bracket or quote that is not closed" : nil
    return ("not YAML: \(problem)" + (context.isEmpty ? "" : " (\(context))"), help)
  }
}
