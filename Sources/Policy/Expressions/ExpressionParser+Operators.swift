import Diagnostics

extension ExpressionParser {
  /// Operators that bind at least as tight as `precedence`.
  mutating func binary(atLeast precedence: Int) -> Expression {
    let start = token.bytes.lowerBound
    var left = unary()
    var compared = false
    while !isAborted {
      if token.kind == .symbol(.coalesce), precedence <= BinaryOperator.coalescePrecedence {
        left = coalesce(left, from: start)
      } else if let isNegated = membershipSign, precedence <= BinaryOperator.comparisonPrecedence {
        if compared { refuseChain() }
        left = membership(left, isNegated: isNegated, from: start, isBroken: compared)
        compared = true
      } else if let sign = binaryOperator, sign.precedence >= precedence {
        refuseWord()
        let isComparison = sign.precedence == BinaryOperator.comparisonPrecedence
        if isComparison, compared { refuseChain() }
        let isChained = isComparison && compared
        compared = isComparison
        advance()
        let right = binary(atLeast: sign.precedence + 1)
        left = isChained ? broken([left, right]) : node(.binary(sign, left, right), from: start)
      } else {
        break
      }
    }
    return left
  }

  private mutating func refuseChain() {
    refuse("comparisons cannot be chained", at: token.bytes, help: "write `a < b && b < c`")
  }

  /// The operator at the cursor; words of other languages are taken for ours.
  private var binaryOperator: BinaryOperator? {
    switch token.kind {
    case .symbol(let symbol): BinaryOperator(rawValue: symbol.rawValue)
    case .name(let word) where word.lowercased() == "and": .and
    case .name(let word) where word.lowercased() == "or": .or
    default: nil
    }
  }

  /// Reports a word that was taken for an operator; only where it is used, as several rules look at it.
  private mutating func refuseWord() {
    guard case .name(let word) = token.kind else { return }
    refuse("`\(word)` is not an operator", at: token.bytes, help: word.lowercased() == "and" ? "write `&&`" : "write `||`")
  }

  /// Whether `in` (false) or `not in` (true) stands at the cursor.
  private var membershipSign: Bool? {
    switch token.kind {
    case .name("in"): false
    case .name(let word) where word.lowercased() == "not": true
    default: nil
    }
  }

  private mutating func coalesce(_ first: Expression, from start: Int) -> Expression {
    var parts = [first]
    while take(.coalesce) { parts.append(binary(atLeast: BinaryOperator.coalescePrecedence + 1)) }
    return node(.coalesce(parts, word: "??"), from: start)
  }

  private mutating func membership(_ value: Expression, isNegated: Bool, from start: Int, isBroken: Bool) -> Expression {
    let word = token.bytes
    advance()
    if isNegated {
      refuse("`not` is not an operator", at: word, help: "write `!(a in [...])`")
      if token.kind == .name("in") { advance() }
    }
    guard take(.openBracket) else {
      refuse("behind `in` stands a list", at: token.bytes, help: "write `a in ['x', 'y']`")
      abort()
      return broken([value])
    }
    let list = items(until: .closeBracket, openedAt: word)
    if list.isEmpty { refuse("the list behind `in` is empty", at: word, help: "write `a in ['x', 'y']`") }
    return isBroken || list.isEmpty ? broken([value] + list) : node(.membership(value, of: list), from: start)
  }

  /// Expressions between commas, and the closing sign.
  mutating func items(until close: Symbol, openedAt open: Range<Int>) -> [Expression] {
    var items: [Expression] = []
    guard !take(close) else { return items }
    repeat {
      items.append(conditional())
    } while take(.comma)
    guard !take(close) else { return items }
    refuse("a `\(close.rawValue)` is missing here", at: token.bytes, help: "close what begins at \(quoted(open))")
    abort()
    return items
  }

  /// Signs in front of an operand; a run of them is read without recursion.
  private mutating func unary() -> Expression {
    var signs: [(UnaryOperator, Int)] = []
    while !isAborted {
      let start = token.bytes.lowerBound
      if take(.minus) {
        signs.append((.negate, start))
      } else if take(.not) {
        signs.append((.not, start))
      } else if case .name(let word) = token.kind, word.lowercased() == "not", next(isOperand: 1) {
        refuse("`\(word)` is not an operator", at: token.bytes, help: "write `!`")
        advance()
        signs.append((.not, start))
      } else {
        break
      }
    }
    var operand = primary()
    for (sign, start) in signs.reversed() where !isAborted { operand = node(.unary(sign, operand), from: start) }
    return operand
  }
}
