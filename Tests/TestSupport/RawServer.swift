internal import Foundation
internal import Glibc
internal import Synchronization

/// A TCP server on a free loopback port that answers each connection with bytes that the test chooses.
package final class RawServer: Sendable {
  /// One accepted connection, used by its script alone.
  package struct Connection: Sendable {
    let descriptor: CInt

    /// Reads up to the empty line; nil where the client closed before.
    package func request() -> String? {
      var text: [UInt8] = []
      var byte: UInt8 = 0
      while unsafe recv(descriptor, &byte, 1, 0) == 1 {
        text.append(byte)
        if text.suffix(4).elementsEqual([13, 10, 13, 10]) { return String(decoding: text, as: UTF8.self) }
      }
      return nil
    }

    /// False once the client is gone.
    @discardableResult package func send(_ bytes: [UInt8]) -> Bool {
      var done = 0
      while done < bytes.count {
        let sent = unsafe bytes[done...].withUnsafeBytes { unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL)) }
        guard sent > 0 else { return false }
        done += sent
      }
      return true
    }

    @discardableResult package func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    /// Returns when the client has closed.
    package func awaitClose() {
      var byte: UInt8 = 0
      while unsafe recv(descriptor, &byte, 1, 0) > 0 {}
    }
  }

  package typealias Script = @Sendable (_ index: Int, _ connection: Connection) -> Void

  private struct State {
    var connections: [CInt] = []
    var accepted = 0
    var isStopped = false
  }

  /// The port of 127.0.0.1.
  package let port: Int
  private let listener: CInt
  private let state = Mutex(State())

  package init(_ script: @escaping Script) throws {
    let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = unsafe withUnsafeMutableBytes(of: &address) { raw -> Bool in
      guard let base = raw.baseAddress else { return false }
      let pointer = unsafe base.assumingMemoryBound(to: sockaddr.self)
      return unsafe bind(descriptor, pointer, size) == 0 && listen(descriptor, 64) == 0 && getsockname(descriptor, pointer, &size) == 0
    }
    guard bound else {
      close(descriptor)
      throw POSIXError(.EADDRINUSE)
    }
    listener = descriptor
    port = Int(UInt16(bigEndian: address.sin_port))
    Thread.detachNewThread { [self] in acceptAll(script) }
  }

  /// How many connections came.
  package var accepted: Int { state.withLock { $0.accepted } }

  /// The address of a page.
  package var url: String { "http://127.0.0.1:\(port)/metrics" }

  private func acceptAll(_ script: @escaping Script) {
    while true {
      let descriptor = accept(listener, nil, nil)
      guard descriptor >= 0 else { break }
      let index: Int? = state.withLock { state in
        guard !state.isStopped else { return nil }
        state.connections.append(descriptor)
        state.accepted += 1
        return state.accepted - 1
      }
      guard let index else {
        close(descriptor)
        break
      }
      Thread.detachNewThread { [self] in
        script(index, Connection(descriptor: descriptor))
        state.withLock { $0.connections.removeAll { $0 == descriptor } }
        close(descriptor)
      }
    }
    close(listener)
  }

  /// Ends every thread of the server: accept and recv return at once.
  package func stop() {
    state.withLock { state in
      state.isStopped = true
      for descriptor in state.connections { shutdown(descriptor, CInt(SHUT_RDWR)) }
    }
    shutdown(listener, CInt(SHUT_RDWR))
  }

  /// Runs a test against a server and stops it.
  package static func with<Result>(_ script: @escaping Script, _ body: (RawServer) async throws -> Result) async throws -> Result {
    let server = try RawServer(script)
    defer { server.stop() }
    return try await body(server)
  }
}
