/// Reads one flat JSON object: names with strings, numbers, booleans or null. Strict, by RFC 8259, and nothing deeper.
struct JSONMembers {
  /// The value of a member.
  enum Value: Hashable {
    case text(String)
    /// A number as it is written.
    case number(String)
    case boolean(Bool)
    case null
  }

  /// What is wrong with a text, for a person.
  struct Fault: Error {
    let message: String
  }

  private let bytes: [UInt8]
  private var position = 0

  /// The members in their order; one may stand twice. Throws where the text is no such object.
  static func read(_ bytes: [UInt8]) throws(Fault) -> [(name: String, value: Value)] {
    var reader = JSONMembers(bytes: bytes)
    return try reader.object()
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  private mutating func object() throws(Fault) -> [(name: String, value: Value)] {
    skipBlanks()
    guard take("{") else { throw Fault(message: "the body is one JSON object") }
    var members: [(name: String, value: Value)] = []
    skipBlanks()
    if !take("}") {
      repeat {
        skipBlanks()
        let name = try string()
        skipBlanks()
        guard take(":") else { throw fault("a `:` behind a name") }
        skipBlanks()
        members.append((name, try value()))
        skipBlanks()
      } while take(",")
      guard take("}") else { throw fault("a `,` or `}`") }
    }
    skipBlanks()
    guard position == bytes.count else { throw Fault(message: "something stands behind the JSON object, at byte \(position)") }
    return members
  }

  private mutating func value() throws(Fault) -> Value {
    guard position < bytes.count else { throw fault("a value") }
    switch bytes[position] {
    case UInt8(ascii: "\""): return .text(try string())
    case UInt8(ascii: "{"), UInt8(ascii: "["): throw Fault(message: "a member is a string, a number or a boolean, at byte \(position)")
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
    default:
      for (word, value) in [("true", Value.boolean(true)), ("false", .boolean(false)), ("null", .null)] where takeWord(word) {
        return value
      }
      throw fault("a value")
    }
  }

  private mutating func number() throws(Fault) -> String {
    let start = position
    _ = take("-")
    if !take("0") { guard digits() else { throw fault("a digit") } }
    if take(".") { guard digits() else { throw fault("a digit") } }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      guard digits() else { throw fault("a digit") }
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func digits() -> Bool {
    let start = position
    while position < bytes.count, bytes[position] >= UInt8(ascii: "0"), bytes[position] <= UInt8(ascii: "9") { position += 1 }
    return position > start
  }

  private mutating func string() throws(Fault) -> String {
    guard take("\"") else { throw fault("a text in quotes") }
    var text: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let whole = String(validating: text, as: UTF8.self) else { throw Fault(message: "the body is not UTF-8") }
        return whole
      case UInt8(ascii: "\\"): text += try String(escape()).utf8
      case 0..<0x20: throw Fault(message: "a control character stands in a text, at byte \(position - 1)")
      default: text.append(byte)
      }
    }
    throw fault("the end of a text")
  }

  private mutating func escape() throws(Fault) -> Unicode.Scalar {
    guard position < bytes.count else { throw fault("an escape") }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      let first = try hexadecimal()
      if let scalar = Unicode.Scalar(first) { return scalar }
      // Half of a pair: the other half has to follow.
      guard first < 0xDC00, take("\\"), take("u") else { throw fault("the second half of a character") }
      let second = try hexadecimal()
      guard (0xDC00..<0xE000).contains(second), let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)) else {
        throw fault("the second half of a character")
      }
      return scalar
    default: throw fault("an escape")
    }
  }

  private mutating func hexadecimal() throws(Fault) -> UInt32 {
    guard position + 4 <= bytes.count else { throw fault("four hexadecimal digits") }
    var value: UInt32 = 0
    for byte in bytes[position..<position + 4] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw fault("four hexadecimal digits") }
      value = value << 4 | UInt32(digit)
    }
    position += 4
    return value
  }

  private mutating func skipBlanks() {
    while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(truncatingIfNeeded: character.value) else { return false }
    position += 1
    return true
  }

  private mutating func takeWord(_ word: String) -> Bool {
    guard bytes[position...].starts(with: word.utf8) else { return false }
    position += word.utf8.count
    return true
  }

  private func fault(_ wanted: String) -> Fault { Fault(message: "the body is no JSON: \(wanted) is wanted at byte \(position)") }
}
