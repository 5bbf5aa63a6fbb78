/// Compressed bytes for the scripted server.
enum GzipSamples {
  /// `m 1\n`, written by `gzip -n`.
  static let small: [UInt8] = [
    0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03, 0xCB, 0x55, 0x30, 0xE4, 0x02, 0x00, 0x8E, 0x58, 0xCD, 0xF6, 0x04, 0x00,
    0x00, 0x00,
  ]

  /// A deflate stream of one letter and then only the longest copies, in fixed codes: 13 bits stand for 258 bytes. Its end is missing; a
  /// bounded reader never gets there.
  static func bomb(copies: Int) -> [UInt8] {
    var bytes: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
    var bits: UInt32 = 0
    var count: UInt32 = 0
    // Huffman codes go highest bit first, all else lowest bit first (RFC 1951, 3.1.1).
    func put(_ code: UInt32, _ length: UInt32, isHuffman: Bool) {
      for place in 0..<length {
        let bit = isHuffman ? (code >> (length - 1 - place)) & 1 : (code >> place) & 1
        bits |= bit << count
        count += 1
        if count == 8 {
          bytes.append(UInt8(truncatingIfNeeded: bits))
          bits = 0
          count = 0
        }
      }
    }
    put(0b011, 3, isHuffman: false)
    put(0x30 + 0x61, 8, isHuffman: true)
    for _ in 0..<copies {
      put(0b1100_0101, 8, isHuffman: true)
      put(0, 5, isHuffman: true)
    }
    return bytes
  }
}
