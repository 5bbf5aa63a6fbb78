import Diagnostics

extension Lexer {
  /// `a` or `source.field`.
  mutating func name() -> Token.Kind {
    let start = index
    var parts = 1
    var isPlain = true
    while let byte = peek() {
      if Word.isPart(byte) {
        index += 1
      } else if byte == UInt8(ascii: "."), let next = peek(1),
        Word.isPart(next) || next >= 128 && scalar(at: index + 1).properties.isAlphabetic
      {
        parts += 1
        index += 1
      } else if byte >= 128, scalar(at: index).properties.isAlphabetic {
        isPlain = false
        index += UTF8.width(scalar(at: index))
      } else {
        break
      }
    }
    let name = text(start..<index)
    guard isPlain else {
      refuse("`\(name.shown(limit: 40))` is not a name", from: start, help: "names are ASCII letters, digits and `_`")
      return .broken
    }
    guard parts <= 2 else {
      refuse("a name has at most two parts; `\(name.shown(limit: 40))` has \(parts)", from: start, help: "write `source.field`")
      return .broken
    }
    guard name.split(separator: ".").allSatisfy({ !Word.isDigit($0.utf8.first ?? 0) }) else {
      refuse("no part of a name begins with a digit; one of `\(name.shown(limit: 40))` does", from: start, help: nil)
      return .broken
    }
    return .name(name)
  }

  /// `0.5`, `1e6`, `5%`, `30s`, `1h30m`.
  mutating func number() -> Token.Kind {
    let start = index
    skipDigits()
    if peek() == UInt8(ascii: ".") {
      index += 1
      skipDigits()
    }
    if let mark = peek(), mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") {
      let signed = peek(1) == UInt8(ascii: "-") || peek(1) == UInt8(ascii: "+")
      if let digit = peek(signed ? 2 : 1), Word.isDigit(digit) {
        index += signed ? 2 : 1
        skipDigits()
      }
    }
    guard let next = peek(), Word.isPart(next) || next == UInt8(ascii: ".") || next >= 128 && scalar(at: index).properties.isAlphabetic
    else {
      return plainNumber(from: start)
    }
    while let byte = peek(), Word.isPart(byte) || byte == UInt8(ascii: ".") || byte >= 128 && scalar(at: index).properties.isAlphabetic {
      index += byte < 128 ? 1 : UTF8.width(scalar(at: index))
    }
    let written = text(start..<index)
    if let seconds = DurationText.seconds(written) { return .duration(seconds) }
    refuse(
      "`\(written.shown(limit: 40))` is neither a number nor a duration", from: start,
      help: written.contains("_")
        ? "write the digits without `_`"
        : "durations are written `500ms`, `30s`, `15m`, `1h` or `2d`; other numbers stand without their unit")
    return .broken
  }

  private mutating func plainNumber(from start: Int) -> Token.Kind {
    guard let value = NumberText.parse(text(start..<index)) else {
      refuse("`\(text(start..<index).shown(limit: 40))` is too large for a number", from: start, help: nil)
      return .broken
    }
    guard peek() == UInt8(ascii: "%"), !isOperandStart(from: index + 1) else { return .number(value) }
    index += 1
    return .number(value / 100)
  }

  private mutating func skipDigits() {
    while let byte = peek(), Word.isDigit(byte) { index += 1 }
  }

  /// Whether an operand follows, so that the `%` before it is a remainder. A `-` is taken for a difference.
  private func isOperandStart(from position: Int) -> Bool {
    guard let first = bytes[position...].firstIndex(where: { !" \t\r\n".utf8.contains($0) }) else { return false }
    switch bytes[first] {
    case UInt8(ascii: "("), UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "."): return true
    case UInt8(ascii: "!"): return !bytes[first...].starts(with: "!=".utf8)
    case let byte where Word.isPart(byte):
      let word = String(decoding: bytes[first...].prefix { Word.isPart($0) }, as: UTF8.self)
      return !["in", "and", "or", "not"].contains(word)
    default: return false
    }
  }

  /// `'it''s'`, or the same in double quotes.
  mutating func quoted(by quote: UInt8) -> Token.Kind {
    let start = index
    var value: [UInt8] = []
    index += 1
    while let byte = peek() {
      index += 1
      if byte == quote {
        guard peek() == quote else { return .text(String(decoding: value, as: UTF8.self)) }
        index += 1
      }
      value.append(byte)
    }
    let sign = quote == UInt8(ascii: "'") ? "'" : "\""
    refuse("the text that begins here is not closed", from: start, help: "close it with `\(sign)`; inside, `\(sign)` is written twice")
    return .broken
  }
}
