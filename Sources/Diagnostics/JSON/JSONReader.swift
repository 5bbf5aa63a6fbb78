/// Reads JSON from outside by RFC 8259 and no more liberally: UTF-8, one value, nothing behind it, no name twice in an object.
///
/// What it builds is bounded by what it reads: nesting has a limit, and there is no value without a byte of its own.
public struct JSONReader {
  /// Arrays and objects around a value.
  private static let depthLimit = 64

  private let bytes: [UInt8]
  private var index = 0

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The value that some bytes are; else what is wrong with them, and where.
  public static func read(_ bytes: [UInt8]) throws(JSONFault) -> JSONValue {
    var reader = JSONReader(bytes)
    reader.skipBlanks()
    let value = try reader.value(depth: 0)
    reader.skipBlanks()
    guard reader.index == bytes.count else { throw reader.fault("there is more behind the value") }
    return value
  }

  private func fault(_ message: String, at place: Int? = nil) -> JSONFault {
    JSONFault(column: (place ?? index) + 1, message: message)
  }

  private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
  }

  private mutating func value(depth: Int) throws(JSONFault) -> JSONValue {
    guard let byte = next else { throw fault("a value is missing") }
    guard depth <= Self.depthLimit else { throw fault("values are nested deeper than \(Self.depthLimit) times") }
    switch byte {
    case UInt8(ascii: "{"): return try object(depth)
    case UInt8(ascii: "["): return try list(depth)
    case UInt8(ascii: "\""): return .text(try text())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
    default: return try word()
    }
  }

  private mutating func word() throws(JSONFault) -> JSONValue {
    let start = index
    while let byte = next, (0x41...0x5A).contains(byte & 0xDF) { index += 1 }
    switch String(decoding: bytes[start..<index], as: UTF8.self) {
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    case "null": return .null
    case "NaN", "nan", "Infinity", "inf": throw fault("JSON has no NaN and no infinities", at: start)
    default: throw fault("a value is wanted here", at: start)
    }
  }

  private mutating func list(_ depth: Int) throws(JSONFault) -> JSONValue {
    index += 1
    var items: [JSONValue] = []
    skipBlanks()
    if next == UInt8(ascii: "]") {
      index += 1
      return .list(items)
    }
    while true {
      skipBlanks()
      items.append(try value(depth: depth + 1))
      skipBlanks()
      guard try goesOn(until: UInt8(ascii: "]"), "an array goes on with `,` or ends with `]`") else { return .list(items) }
    }
  }

  private mutating func object(_ depth: Int) throws(JSONFault) -> JSONValue {
    index += 1
    var members: [JSONValue.Member] = []
    var names: Set<String> = []
    skipBlanks()
    if next == UInt8(ascii: "}") {
      index += 1
      return .object(members)
    }
    while true {
      skipBlanks()
      let start = index
      guard next == UInt8(ascii: "\"") else { throw fault("the name of a member is wanted here, in quotes") }
      let name = try text()
      guard names.insert(name).inserted else { throw fault("the member `\(name.shown(limit: 40))` stands there twice", at: start) }
      skipBlanks()
      guard next == UInt8(ascii: ":") else { throw fault("`:` is wanted between a name and its value") }
      index += 1
      skipBlanks()
      members.append(JSONValue.Member(name: name, value: try value(depth: depth + 1)))
      skipBlanks()
      guard try goesOn(until: UInt8(ascii: "}"), "an object goes on with `,` or ends with `}`") else { return .object(members) }
    }
  }

  /// Whether a comma comes; at the end there is none.
  private mutating func goesOn(until end: UInt8, _ rule: String) throws(JSONFault) -> Bool {
    guard let byte = next, byte == UInt8(ascii: ",") || byte == end else { throw fault(rule) }
    index += 1
    return byte != end
  }

  /// `[-] digits [. digits] [e [+-] digits]`, no zero in front of other digits.
  private mutating func number() throws(JSONFault) -> String {
    let start = index
    if next == UInt8(ascii: "-") { index += 1 }
    let first = next
    guard skipDigits() else {
      throw next == UInt8(ascii: "I") ? fault("JSON has no NaN and no infinities") : fault("a digit is wanted here")
    }
    if first == UInt8(ascii: "0"), index > start + (bytes[start] == UInt8(ascii: "-") ? 2 : 1) {
      throw fault("a number does not begin with 0 and another digit", at: start)
    }
    if next == UInt8(ascii: ".") {
      index += 1
      guard skipDigits() else { throw fault("a digit is wanted behind the point") }
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      index += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { index += 1 }
      guard skipDigits() else { throw fault("a digit is wanted in the exponent") }
    }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private mutating func skipDigits() -> Bool {
    let start = index
    while let byte = next, (0x30...0x39).contains(byte) { index += 1 }
    return index > start
  }

  private mutating func text() throws(JSONFault) -> String {
    let start = index
    index += 1
    var piece = index
    var text: [UInt8] = []
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        text += bytes[piece..<index]
        index += 1
        guard let whole = String(validating: text, as: UTF8.self) else { throw fault("a text is not valid UTF-8", at: start) }
        return whole
      case UInt8(ascii: "\\"):
        text += bytes[piece..<index]
        text += String(try escaped()).utf8
        piece = index
      case 0..<0x20: throw fault("a text holds no control characters but escaped ones")
      default: index += 1
      }
    }
    throw fault("a text is not closed", at: start)
  }

  private mutating func escaped() throws(JSONFault) -> Unicode.Scalar {
    let start = index
    index += 1
    guard let byte = next else { throw fault("an escape is not whole", at: start) }
    index += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): break
    default: throw fault("there is no such escape", at: start)
    }
    var code = try fourDigits()
    if (0xD800..<0xDC00).contains(code), next == UInt8(ascii: "\\"), index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "u") {
      index += 2
      let low = try fourDigits()
      guard (0xDC00..<0xE000).contains(low) else { throw fault("half a surrogate pair is no character", at: start) }
      code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(code) else { throw fault("half a surrogate pair is no character", at: start) }
    return scalar
  }

  private mutating func fourDigits() throws(JSONFault) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      let digit = next.flatMap { $0 < 0x80 ? Character(Unicode.Scalar($0)).hexDigitValue : nil }
      guard let digit else { throw fault("four hexadecimal digits are wanted here") }
      code = code << 4 | UInt32(digit)
      index += 1
    }
    return code
  }
}
