internal import Foundation
internal import Glibc
internal import Synchronization

/// A TCP client that sends bytes as the test chooses and reads what an HTTP server answers, for servers that must bear with anything.
package final class RawClient: Sendable {
  /// What a server answered.
  package struct Response: Sendable {
    package let status: Int
    /// By name in lower case.
    package let headers: [String: String]
    package let body: String
  }

  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  private let descriptor: CInt
  private let buffer = Mutex<[UInt8]>([])

  /// Connects to a port of 127.0.0.1.
  package init(port: Int) throws {
    descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(truncatingIfNeeded: port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    // Whatever hangs for so long is a fault.
    var patience = timeval(tv_sec: 20, tv_usec: 0)
    unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    unsafe setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    let connected = unsafe withUnsafePointer(to: address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard connected else {
      let code = errno
      close(descriptor)
      throw Failure(description: "connect: \(code)")
    }
  }

  deinit { close(descriptor) }

  /// Sends; false once the server is gone.
  @discardableResult package func send(_ text: String) async -> Bool { await send(Array(text.utf8)) }

  /// Sends; false once the server is gone.
  @discardableResult package func send(_ bytes: [UInt8]) async -> Bool {
    await blocking { [descriptor] in
      var done = 0
      while done < bytes.count {
        let sent = unsafe bytes[done...].withUnsafeBytes { unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL)) }
        guard sent > 0 else { return false }
        done += sent
      }
      return true
    }
  }

  /// Says that nothing more comes.
  package func finishSending() { shutdown(descriptor, CInt(SHUT_WR)) }

  /// The next answer; one without a body where `isHead`.
  package func response(isHead: Bool = false) async throws -> Response {
    var head: [UInt8]?
    while head == nil {
      head = buffer.withLock { bytes in
        guard let end = bytes.indices.first(where: { bytes[$0...].starts(with: [13, 10, 13, 10]) }) else { return nil }
        let head = Array(bytes[..<end])
        bytes.removeFirst(end + 4)
        return head
      }
      guard head == nil else { break }
      guard await receive() else { throw Failure(description: "no answer, but: \(text)") }
    }
    let lines = String(decoding: head ?? [], as: UTF8.self).components(separatedBy: "\r\n")
    let words = lines[0].split(separator: " ")
    guard words.count >= 2, let status = Int(words[1]) else { throw Failure(description: "no status: \(lines[0])") }
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      headers[line[..<colon].lowercased()] = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
    }
    let length = isHead || status == 100 ? 0 : Int(headers["content-length"] ?? "") ?? 0
    while buffer.withLock({ $0.count }) < length {
      guard await receive() else { throw Failure(description: "a body of \(length) bytes ends early: \(text)") }
    }
    let body = buffer.withLock { bytes in
      defer { bytes.removeFirst(length) }
      return Array(bytes[..<length])
    }
    return Response(status: status, headers: headers, body: String(decoding: body, as: UTF8.self))
  }

  /// Sends a request and reads its answer.
  package func ask(_ request: String) async throws -> Response {
    await send(request)
    return try await response(isHead: request.hasPrefix("HEAD "))
  }

  /// Waits until the server closes; gives what came before and was not read. Throws where it does not close in 20 s.
  @discardableResult package func awaitClose() async throws -> String {
    while await receive() {}
    guard isClosed else { throw Failure(description: "the server does not close") }
    return text
  }

  /// Whether the server has closed, or cut off.
  private var isClosed: Bool {
    var byte: UInt8 = 0
    return unsafe recv(descriptor, &byte, 1, CInt(MSG_DONTWAIT) | CInt(MSG_PEEK)) == 0 || errno == ECONNRESET
  }

  private var text: String { String(decoding: buffer.withLock { $0 }, as: UTF8.self) }

  /// Reads something; false where nothing comes any more.
  private func receive() async -> Bool {
    await blocking { [self] in
      var bytes = [UInt8](repeating: 0, count: 65_536)
      let count = unsafe recv(descriptor, &bytes, bytes.count, 0)
      guard count > 0 else { return false }
      buffer.withLock { $0 += bytes[..<count] }
      return true
    }
  }

  /// Runs what blocks on a thread that may.
  private func blocking(_ body: @escaping @Sendable () -> Bool) async -> Bool {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: body()) }
    }
  }
}
