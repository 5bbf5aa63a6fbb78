import Diagnostics

/// Builds the tree of one scalar by precedence climbing. Faults leave broken parts, and the rest is read on where that makes sense.
struct ExpressionParser {
  let scalar: Scalar
  private let tokens: [Token]
  private var index = 0
  private var depth = 0
  var findings: FindingList
  /// After a fault behind which nothing can be trusted; all further ones are held back.
  private(set) var isAborted = false

  init(_ scalar: Scalar) {
    self.scalar = scalar
    var lexer = Lexer(scalar)
    tokens = lexer.run()
    findings = lexer.findings
  }

  /// The whole scalar as one expression.
  mutating func run() -> Expression {
    let expression = conditional()
    guard !isAborted, token.kind != .end else { return isAborted ? broken([expression]) : expression }
    let before = index > 0 ? tokens[index - 1].kind : nil
    // Beside a word that could not be read, what stands here is no fault of its own.
    if token.kind != .broken, before != .broken {
      let help = StrayToken(kind: token.kind, before: before).help
      refuse("\(quoted(token.bytes)) stands where an operator or the end was expected", at: token.bytes, help: help)
    }
    return broken([expression])
  }

  var token: Token { tokens[index] }

  mutating func advance() {
    if index < tokens.count - 1 { index += 1 }
  }

  mutating func take(_ symbol: Symbol) -> Bool {
    guard token.kind == .symbol(symbol) else { return false }
    advance()
    return true
  }

  func next(isOperand offset: Int) -> Bool {
    guard index + offset < tokens.count else { return false }
    switch tokens[index + offset].kind {
    case .number, .duration, .text, .name, .broken, .symbol(.open): return true
    case .symbol, .end: return false
    }
  }

  func quoted(_ bytes: Range<Int>) -> String { Place(scalar, bytes).quoted }

  mutating func refuse(_ message: String, at bytes: Range<Int>, help: String?, code: DiagnosticCode = .expressionSyntax) {
    guard !isAborted else { return }
    findings.refuse(message, at: Place(scalar, bytes), code: code, help: help)
  }

  /// Gives up: the cursor goes to the end, so that every open rule returns at once.
  mutating func abort() {
    isAborted = true
    index = tokens.count - 1
  }

  func broken(_ parts: [Expression] = []) -> Expression {
    Expression(.broken(parts.filter { $0.depth < ExpressionLimits.depth }), at: Place(scalar, 0..<scalar.text.utf8.count))
  }

  /// A node over some bytes; too deep a tree ends the reading.
  mutating func node(_ form: Expression.Form, from start: Int) -> Expression {
    let end = index > 0 ? tokens[index - 1].bytes.upperBound : start
    let node = Expression(form, at: Place(scalar, start..<max(start, end)))
    guard node.depth > ExpressionLimits.depth else { return node }
    tooDeep()
    return broken()
  }

  private mutating func tooDeep() {
    refuse(
      "an expression is at most \(ExpressionLimits.depth) deep; each operator of a chain counts", at: 0..<scalar.text.utf8.count,
      help: "give parts of it names under `values`", code: .limitExceeded)
    abort()
  }

  /// `condition ? then : otherwise`, or anything that binds tighter.
  mutating func conditional() -> Expression {
    depth += 1
    defer { depth -= 1 }
    guard depth <= ExpressionLimits.depth else {
      tooDeep()
      return broken()
    }
    let start = token.bytes.lowerBound
    let condition = binary(atLeast: 1)
    let question = token.bytes
    guard take(.question) else { return condition }
    let then = conditional()
    guard take(.colon) else {
      refuse("`?` stands without its `:`", at: question, help: "write `condition ? then : otherwise`")
      abort()
      return broken([condition, then])
    }
    let otherwise = conditional()
    return node(.conditional(condition, then: then, otherwise: otherwise), from: start)
  }
}
