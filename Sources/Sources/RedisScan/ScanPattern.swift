internal import Policy

/// Which keys a scan wants: a prefix, the entity's name, a suffix.
struct ScanPattern: Sendable {
  private let prefix: [UInt8]
  private let suffix: [UInt8]
  /// What the entity is called.
  let placeholder: String
  /// The pattern as Redis matches it: it lets through more than is wanted.
  let glob: String

  /// The pattern of a key with just one entity in it; else the rule that it breaks.
  init(_ template: KeyTemplate) throws(FieldFault) {
    var names: [String] = []
    var sides = ["", ""]
    for part in template.parts {
      switch part {
      case .literal(let text): sides[min(names.count, 1)] += text
      case .entity(let name): names.append(name)
      case .field(let field):
        throw FieldFault(
          "the key of a scan holds the entity and params, and `{\(field)}` is a field of a source",
          help: "use a param; which entities there are must not hang on a value that can fall back", at: template.span(of: field))
      }
    }
    guard names.count == 1, let name = names.first else {
      throw FieldFault(
        "a scan's key holds one entity, and this one holds \(names.count)", help: "write `app:positions:{symbol}`")
    }
    placeholder = name
    prefix = Array(sides[0].utf8)
    suffix = Array(sides[1].utf8)
    glob = Self.escape(sides[0]) + "*" + Self.escape(sides[1])
  }

  /// Where the entity's name stands in a key that fits: one segment between `:`, printable UTF-8, at most 256 bytes.
  func entity(in key: Span<UInt8>) -> Range<Int>? {
    let length = key.count - prefix.count - suffix.count
    guard length > 0, length <= 256 else { return nil }
    for index in prefix.indices where key[index] != prefix[index] { return nil }
    for index in suffix.indices where key[prefix.count + length + index] != suffix[index] { return nil }
    let range = prefix.count..<prefix.count + length
    var isASCII = true
    for index in range {
      if key[index] == UInt8(ascii: ":") || key[index] < 0x20 || key[index] == 0x7F { return nil }
      if key[index] >= 0x80 { isASCII = false }
    }
    guard isASCII || Self.isPrintable(range.map { key[$0] }) else { return nil }
    return range
  }

  private static func isPrintable(_ bytes: [UInt8]) -> Bool {
    guard let text = String(validating: bytes, as: UTF8.self) else { return false }
    return text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control && $0.properties.generalCategory != .format }
  }

  /// Text that a glob takes literally.
  private static func escape(_ text: String) -> String {
    // By scalars: a combining mark behind a `*` makes another character of it, and to Redis it is a star all the same.
    text.unicodeScalars.map { "*?[]\\".unicodeScalars.contains($0) ? "\\\($0)" : String($0) }.joined()
  }
}
