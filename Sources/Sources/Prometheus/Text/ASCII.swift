/// The character classes of the format.
enum ASCII {
  static let reservedLabel = Array("__name__".utf8)

  @inline(__always) static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  @inline(__always) static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  @inline(__always) static func isLabelStart(_ byte: UInt8) -> Bool {
    let lower = byte | 0x20
    return (lower >= 0x61 && lower <= 0x7A) || byte == 0x5F
  }

  @inline(__always) static func isLabelPart(_ byte: UInt8) -> Bool { isLabelStart(byte) || isDigit(byte) }

  @inline(__always) static func isMetricStart(_ byte: UInt8) -> Bool { isLabelStart(byte) || byte == 0x3A }

  @inline(__always) static func isMetricPart(_ byte: UInt8) -> Bool { isLabelPart(byte) || byte == 0x3A }

  /// A piece of outside text for a message: at most 40 bytes, everything but plain ASCII as `\xNN`, so that nothing reaches a terminal raw.
  static func excerpt(_ bytes: ArraySlice<UInt8>) -> String {
    var text = ""
    for byte in bytes.prefix(40) {
      if byte >= 0x20, byte < 0x7F, byte != 0x60, byte != 0x5C {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        text += digits.utf8.count == 1 ? "\\x0\(digits)" : "\\x\(digits)"
      }
    }
    return bytes.count > 40 ? text + "…" : text
  }
}
