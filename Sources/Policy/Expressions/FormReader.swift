import Diagnostics

/// Reads formulas from the tree: scalars by the parser, mappings as structured forms.
struct FormReader {
  var findings: FindingList

  static let forms = ExpressionForm.allCases.map(\.rawValue)

  mutating func read(_ node: Node) -> Expression? {
    switch node.content {
    case .scalar(let scalar): return read(scalar)
    case .mapping(let entries): return form(entries, in: node)
    case .sequence:
      findings.refuse(
        "an expression is a text or a mapping, not a list", at: Place(node.span), code: .wrongKind,
        help: "the first part that is not missing is `first_of: [a, b]`")
      return nil
    }
  }

  private mutating func read(_ scalar: Scalar) -> Expression? {
    guard !scalar.isNull, !scalar.text.allSatisfy(\.isWhitespace) else {
      findings.refuse("an expression is empty", at: Place(scalar.span), code: .emptyValue, help: "write a number, a name or a formula")
      return nil
    }
    guard scalar.text.utf8.count <= ExpressionLimits.bytes else {
      findings.refuse(
        "an expression has at most \(ExpressionLimits.bytes) bytes; this one has \(scalar.text.utf8.count)", at: Place(scalar.span),
        code: .limitExceeded, help: "give parts of it names under `values`")
      return nil
    }
    var parser = ExpressionParser(scalar)
    let expression = parser.run()
    for finding in parser.findings.findings { findings.add(finding) }
    return expression
  }

  private mutating func form(_ entries: [Node.Entry], in node: Node) -> Expression? {
    let found = entries.filter { Self.forms.contains($0.key) }
    if let form = found.first, form.value.isNull, entries.count > 1, found.count == 1 {
      findings.refuse(
        "`\(form.key)` is empty, and its parts stand beside it", at: Place(form.keySpan), code: .misplacedField,
        help: "indent the lines that belong to `\(form.key)` below it")
      return nil
    }
    for entry in entries where !Self.forms.contains(entry.key) && !(entry.key == "clamp" && found.first?.key == "weights") {
      findings.add(
        Diagnostic(
          .unknownField, "`\(entry.key.shown(limit: 40))` is not a form of an expression", at: entry.keySpan, caption: "unknown form",
          help: node.placeholderHelp == nil
            ? Self.help(for: entry.key) : "in an expression a name stands alone: write `\(entry.key.shown(limit: 40))`",
          notes: ["forms: `first_of`, `match`, and `weights` with an optional `clamp`"]))
    }
    guard let first = found.first else {
      if entries.isEmpty {
        findings.refuse("an expression is empty", at: Place(node.span), code: .emptyValue, help: "write a number, a name or a formula")
      }
      return nil
    }
    if found.count > 1 {
      findings.add(
        Diagnostic(.conflictingFields, "a mapping is one form: `\(first.key)` or `\(found[1].key)`", at: found[1].keySpan)
          .pointing(to: first.keySpan, "first here"))
    }
    let isWhole = entries.count == (first.key == "weights" && entries.contains { $0.key == "clamp" } ? 2 : 1)
    let expression =
      switch first.key {
      case "match": match(first, in: node)
      case "first_of": firstOf(first, in: node)
      default: weights(first, clamp: entries.first { $0.key == "clamp" }, in: node)
      }
    guard !isWhole, let expression else { return expression }
    return Expression(.broken([expression]), at: expression.place)
  }

  private static func help(for key: String) -> String? {
    if key == Function.clamp.rawValue { return "`clamp` stands beside `weights`; of another value it is `\(Function.clamp.usage)`" }
    if let function = Function(rawValue: key) { return "a function is called in a text: write `\(function.usage)`" }
    return Suggestion.help(for: key, among: forms + [Function.clamp.rawValue])
  }

  /// A part of a form; what cannot be read stands as a broken part.
  mutating func part(_ node: Node) -> Expression {
    read(node) ?? Expression(.broken([]), at: Place(node.span))
  }
}
