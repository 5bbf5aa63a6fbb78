import Diagnostics

extension ExpressionParser {
  /// A literal, a name, a call or something in parentheses.
  mutating func primary() -> Expression {
    let here = token.bytes
    let start = here.lowerBound
    let kind = token.kind
    switch kind {
    case .symbol, .end: break
    default: advance()
    }
    switch kind {
    case .number(let value): return node(.number(value), from: start)
    case .duration(let seconds): return node(.duration(seconds), from: start)
    case .text(let text): return node(.text(text), from: start)
    case .broken: return node(.broken([]), from: start)
    case .name(let name): return named(name, at: here)
    case .symbol(.open): return parenthesised()
    case .symbol(.openBracket):
      refuse("a list stands only behind `in`", at: here, help: nil)
      abort()
    case .symbol:
      refuse("an operand is missing before \(quoted(here))", at: here, help: nil)
      // An operator may go on with what stands behind it; a bracket or comma is for the rule that waits for it.
      if !isAborted, !next(isOperand: 0) { return node(.broken([]), from: start) }
    case .end:
      refuse("the expression ends where an operand is expected", at: here, help: nil)
      abort()
    }
    return broken()
  }

  private mutating func named(_ name: String, at here: Range<Int>) -> Expression {
    switch name {
    case "true": return node(.boolean(true), from: here.lowerBound)
    case "false": return node(.boolean(false), from: here.lowerBound)
    case "null":
      refuse("there is no `null`", at: here, help: "a value may be missing, and `a ?? b` replaces it")
      return node(.broken([]), from: here.lowerBound)
    case "in", "and", "or":
      refuse("an operand is missing before `\(name)`", at: here, help: nil)
      abort()
      return broken()
    default: break
    }
    guard take(.open) else { return node(.name(name), from: here.lowerBound) }
    let arguments = items(until: .close, openedAt: here)
    return isAborted ? broken(arguments) : node(.call(name, name: Place(scalar, here), arguments), from: here.lowerBound)
  }

  private mutating func parenthesised() -> Expression {
    let open = token.bytes
    advance()
    let inner = conditional()
    guard !take(.close) else { return isAborted ? broken([inner]) : wrapped(inner, from: open.lowerBound) }
    refuse("a `)` is missing here", at: token.bytes, help: "close the `(`")
    abort()
    return broken([inner])
  }

  /// The same formula with its parentheses inside its span.
  private mutating func wrapped(_ inner: Expression, from start: Int) -> Expression {
    node(inner.form, from: start)
  }
}
