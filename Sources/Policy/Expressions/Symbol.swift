/// A sign that expressions use.
enum Symbol: String, CaseIterable {
  case lessOrEqual = "<="
  case greaterOrEqual = ">="
  case equal = "=="
  case notEqual = "!="
  case and = "&&"
  case or = "||"
  case coalesce = "??"
  case plus = "+"
  case minus = "-"
  case times = "*"
  case slash = "/"
  case percent = "%"
  case less = "<"
  case greater = ">"
  case not = "!"
  case question = "?"
  case colon = ":"
  case comma = ","
  case open = "("
  case close = ")"
  case openBracket = "["
  case closeBracket = "]"

  /// Signs of other languages that cannot be read as ours, longest first: what was meant, and how it is said here.
  static let foreign: [(sign: String, meant: Symbol, help: String)] = [
    ("===", .equal, "write `==`"), ("!==", .notEqual, "write `!=`"), ("//", .slash, "a whole quotient is `floor(a / b)`"),
    (":=", .equal, "an equality is written `==`"), ("?:", .coalesce, "write `??`"), ("**", .times, "a power is `pow(base, exponent)`"),
    ("<>", .notEqual, "write `!=`"), ("=<", .lessOrEqual, "write `<=`"), ("=>", .greaterOrEqual, "write `>=`"),
    ("=", .equal, "an equality is written `==`"), ("&", .and, "write `&&`"), ("|", .or, "write `||`"),
    ("^", .times, "a power is `pow(base, exponent)`"),
  ]
}
