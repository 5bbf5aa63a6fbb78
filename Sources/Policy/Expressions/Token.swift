/// A word or sign of an expression and the bytes that it takes.
struct Token {
  /// What a token is.
  enum Kind: Equatable {
    case number(Double)
    /// Seconds.
    case duration(Double)
    case text(String)
    /// `a` or `source.field`; also `in`, `true` and `false`.
    case name(String)
    case symbol(Symbol)
    /// An operand with a fault that is reported already.
    case broken
    case end
  }

  let kind: Kind
  let bytes: Range<Int>
}
