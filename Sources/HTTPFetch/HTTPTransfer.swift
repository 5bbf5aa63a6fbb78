/// What the callbacks of one transfer gather. Used only within the call that runs the transfer, on one thread.
final class HTTPTransfer {
  private let limits: HTTPLimits
  private(set) var body: [UInt8] = []
  private(set) var isTooLarge = false
  private var headerBytes = 0
  /// The status of the reply at hand, 0 before any.
  private(set) var status = 0
  /// Whether the empty line after the headers came. libcurl takes a reply that ends before it for a whole one with an empty body.
  private(set) var hasWholeHeaders = false
  private(set) var isChunked = false
  private(set) var isEncoded = false

  init(limits: HTTPLimits) { self.limits = limits }

  /// Takes one header line; false stops the transfer.
  func takeHeader(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    let (total, overflow) = headerBytes.addingReportingOverflow(line.count)
    guard !overflow, total <= limits.maximumHeaderBytes else {
      isTooLarge = true
      return false
    }
    headerBytes = total
    // What follows the headers of the final reply are trailers: they are counted and say nothing.
    if hasWholeHeaders, status >= 200 { return true }
    if unsafe Self.starts(line, "http/") {
      // A status line: an interim reply went before, and its headers do not count.
      hasWholeHeaders = false
      isChunked = false
      isEncoded = false
      status = unsafe Self.status(line)
    } else if unsafe Self.starts(line, "transfer-encoding:") {
      if unsafe String(decoding: line, as: UTF8.self).lowercased().contains("chunked") { isChunked = true }
    } else if unsafe Self.starts(line, "content-encoding:") {
      isEncoded = true
    } else if unsafe Self.starts(line, "\r\n") || Self.starts(line, "\n") {
      hasWholeHeaders = true
    }
    return true
  }

  /// Takes decompressed bytes; false stops the transfer.
  func takeBody(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let (total, overflow) = body.count.addingReportingOverflow(bytes.count)
    guard !overflow, total <= limits.maximumBodyBytes else {
      isTooLarge = true
      return false
    }
    unsafe body.append(contentsOf: bytes)
    return true
  }

  /// Whether a line starts with a word of lower-case letters, in any case.
  private static func starts(_ line: UnsafeBufferPointer<UInt8>, _ word: String) -> Bool {
    guard line.count >= word.utf8.count else { return false }
    for (index, letter) in word.utf8.enumerated() {
      let byte = unsafe line[index]
      guard byte == letter || (byte >= 0x41 && byte <= 0x5A && byte | 0x20 == letter) else { return false }
    }
    return true
  }

  /// The three digits after the first blank of a status line; 0 where there are none.
  private static func status(_ line: UnsafeBufferPointer<UInt8>) -> Int {
    var number = 0
    var digits = 0
    var seenBlank = false
    for index in line.indices {
      let byte = unsafe line[index]
      if !seenBlank {
        seenBlank = byte == 0x20
      } else if byte >= 0x30, byte <= 0x39, digits < 3 {
        number = number * 10 + Int(byte - 0x30)
        digits += 1
      } else {
        break
      }
    }
    return digits == 3 ? number : 0
  }
}
