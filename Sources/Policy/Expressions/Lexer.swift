import Diagnostics

/// Cuts the text of an expression into tokens; goes on behind every fault.
struct Lexer {
  let scalar: Scalar
  let bytes: [UInt8]
  var index = 0
  var findings = FindingList()
  private var tokens: [Token] = []

  init(_ scalar: Scalar) {
    self.scalar = scalar
    bytes = Array(scalar.text.utf8)
  }

  /// All tokens; the last one is `end`.
  mutating func run() -> [Token] {
    while index < bytes.count {
      let start = index
      if let kind = next() { tokens.append(Token(kind: kind, bytes: start..<index)) }
    }
    tokens.append(Token(kind: .end, bytes: bytes.count..<bytes.count))
    return tokens
  }

  func peek(_ distance: Int = 0) -> UInt8? {
    index + distance < bytes.count ? bytes[index + distance] : nil
  }

  mutating func refuse(_ message: String, from start: Int, help: String?) {
    findings.refuse(message, at: Place(scalar, start..<max(index, start)), help: help)
  }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// One token, or nil where there was only space; always goes forward.
  private mutating func next() -> Token.Kind? {
    let byte = bytes[index]
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
      index += 1
      return nil
    case UInt8(ascii: "'"), UInt8(ascii: "\""):
      return quoted(by: byte)
    case UInt8(ascii: "."), UInt8(ascii: "0")...UInt8(ascii: "9"):
      if byte != UInt8(ascii: ".") || peek(1).map({ Word.isDigit($0) }) == true { return number() }
      return unknown()
    case _ where Word.isPart(byte):
      return name()
    case 128...:
      return beyondASCII()
    default:
      return symbol() ?? unknown()
    }
  }

  private mutating func symbol() -> Token.Kind? {
    let start = index
    for foreign in Symbol.foreign where follows(foreign.sign) && !isOwn(longerThan: foreign.sign) {
      index += foreign.sign.utf8.count
      refuse("`\(foreign.sign)` is not an operator", from: start, help: foreign.help)
      return .symbol(foreign.meant)
    }
    for symbol in Symbol.allCases where follows(symbol.rawValue) {
      index += symbol.rawValue.utf8.count
      return .symbol(symbol)
    }
    return nil
  }

  /// Whether a sign of ours that is longer than a foreign one begins here: `==` against `=`.
  private func isOwn(longerThan sign: String) -> Bool {
    Symbol.allCases.contains { $0.rawValue.utf8.count > sign.utf8.count && follows($0.rawValue) }
  }

  private func follows(_ sign: String) -> Bool {
    bytes[index...].starts(with: sign.utf8)
  }

  /// Letters of other alphabets, look-alikes of signs, and what means nothing.
  private mutating func beyondASCII() -> Token.Kind? {
    let start = index
    let scalar = self.scalar(at: index)
    if let meant = LookAlike.symbol(for: scalar) {
      index += UTF8.width(scalar)
      refuse("`\(text(start..<index))` is not an operator", from: start, help: "write `\(meant.rawValue)`")
      return .symbol(meant)
    }
    if LookAlike.isSpace(scalar) {
      index += UTF8.width(scalar)
      refuse("a space that is not a plain one stands here", from: start, help: "type the space anew")
      return nil
    }
    if LookAlike.isQuote(scalar) { return typographicQuote() }
    return scalar.properties.isAlphabetic ? name() : unknown()
  }

  /// `“text”`: the text up to the closing quote is one broken operand.
  private mutating func typographicQuote() -> Token.Kind {
    let start = index
    index += UTF8.width(scalar(at: index))
    while index < bytes.count {
      let scalar = self.scalar(at: index)
      index += UTF8.width(scalar)
      if LookAlike.isQuote(scalar) { break }
    }
    refuse("a text stands in straight quotes", from: start, help: "write `'text'`")
    return .broken
  }

  /// A run of characters that mean nothing, reported once.
  private mutating func unknown() -> Token.Kind {
    let start = index
    let first = bytes[index]
    repeat {
      index += UTF8.width(scalar(at: index))
    } while peek() == first
    refuse("`\(text(start..<index).shown(limit: 20))` has no meaning in an expression", from: start, help: Self.help(for: first))
    return .broken
  }

  private static func help(for byte: UInt8) -> String? {
    switch byte {
    case UInt8(ascii: "$"): "a variable of the environment is `${NAME}`; names of the policy stand alone"
    case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "@"), UInt8(ascii: "`"): "a name stands alone, without signs around it"
    case UInt8(ascii: "."): "a field is `source.field`, and a number `0.5`"
    case UInt8(ascii: ";"): "an expression is one formula; give parts of it names under `values`"
    case UInt8(ascii: "#"): "a comment stands outside the quotes of the formula"
    default: nil
    }
  }

  /// The code point that begins at a byte; the bytes come from a `String`, so they are UTF-8.
  func scalar(at index: Int) -> Unicode.Scalar {
    let width =
      switch bytes[index] {
      case ..<0x80: 1
      case ..<0xE0: 2
      case ..<0xF0: 3
      default: 4
      }
    return text(index..<min(bytes.count, index + width)).unicodeScalars.first ?? "\u{FFFD}"
  }
}
