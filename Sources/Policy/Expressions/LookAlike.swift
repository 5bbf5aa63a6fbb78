/// Characters that look like a sign of expressions and are none: what a word processor or a phone puts in.
enum LookAlike {
  /// The sign that a character was probably meant to be.
  static func symbol(for scalar: Unicode.Scalar) -> Symbol? {
    switch scalar {
    case "≥", "⩾": .greaterOrEqual
    case "≤", "⩽": .lessOrEqual
    case "≠": .notEqual
    case "−", "–", "—", "‐", "‑", "－": .minus
    case "×", "·", "∗", "⋅", "＊": .times
    case "÷", "∕", "⁄", "／": .slash
    case "＋": .plus
    case "％": .percent
    case "＜": .less
    case "＞": .greater
    case "∧": .and
    case "∨": .or
    case "¬", "！": .not
    case "？": .question
    case "：": .colon
    case "，", "、": .comma
    case "（": .open
    case "）": .close
    default: nil
    }
  }

  /// Whether a character is a typographic quote.
  static func isQuote(_ scalar: Unicode.Scalar) -> Bool { "“”„‟‘’‚‛«»".unicodeScalars.contains(scalar) }

  /// Whether a character looks like a space and is none.
  static func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar.value > 127 && scalar.properties.isWhitespace }
}
