/// Makes text from a server fit for a log line.
enum HostileText {
  /// Bytes of server text that are shown.
  static let limit = 200

  /// At most 200 bytes of `bytes`, with control and invisible characters escaped; withheld, but for the code of
  /// the error, if it repeats one of the secrets.
  ///
  /// An old server that does not know AUTH repeats its arguments in the error, so the search is needed.
  static func shown(_ bytes: [UInt8], withholding secrets: [String?] = []) -> String {
    for case let secret? in secrets where !secret.isEmpty && bytes.contains(Array(secret.utf8)) {
      return (code(bytes, secrets).map { "\($0) " } ?? "") + "<text withheld: it repeats the user or the password>"
    }
    var text = ""
    for scalar in String(decoding: bytes.prefix(limit), as: UTF8.self).unicodeScalars {
      if isPrintable(scalar) {
        text.unicodeScalars.append(scalar)
      } else {
        text += "\\u{\(String(scalar.value, radix: 16))}"
      }
    }
    return bytes.count > limit ? text + "..." : text
  }

  /// The word with which an error of Redis begins, such as `WRONGPASS`, where it is no secret.
  private static func code(_ bytes: [UInt8], _ secrets: [String?]) -> String? {
    let word = bytes.prefix { (0x41...0x5A).contains($0) }
    guard word.count > 1, word.count <= 32, bytes.count > word.count, bytes[word.count] == 0x20 else { return nil }
    let text = String(decoding: word, as: UTF8.self)
    return secrets.contains { $0.map { !$0.isEmpty && text.contains($0) } ?? false } ? nil : text
  }

  /// Whether a character shows as itself: no control, direction, line or private character.
  static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value >= 0x20 && scalar.value < 0x7f }
    return switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: false
    default: true
    }
  }
}
