import Dispatch
import Glibc
import Sandbox
import Synchronization

/// The descriptor of the one client, while it is open.
private final class Connection: Sendable {
  let descriptor = Mutex<Int32?>(nil)
}

/// A server that greets properly, answers the next request with fixed bytes, and then closes or keeps still.
final class FakeServer: Sendable {
  enum Ending: Sendable {
    case close
    case keepOpen
    /// Sends the bytes again and again until the client goes.
    case repeatForEver
  }

  private let listener: Listener
  private let connection = Connection()
  private let done = DispatchSemaphore(value: 0)
  var url: String { "redis://127.0.0.1:\(listener.port)" }

  /// Serves one connection: each of `answers` is sent after one more read, the first being the answer to the greeting.
  init(_ answers: [String], then ending: Ending) throws {
    let listener = try Listener()
    self.listener = listener
    let done = done
    let connection = connection
    DispatchQueue(label: "fake-redis").async {
      defer { done.signal() }
      // The addresses of clients are of no interest.
      let client = accept(listener.descriptor, nil, nil)
      guard client >= 0 else { return }
      connection.descriptor.withLock { $0 = client }
      defer {
        connection.descriptor.withLock { $0 = nil }
        close(client)
      }
      for answer in answers {
        guard read(client) else { return }
        guard write(client, answer) else { return }
      }
      switch ending {
      case .close: return
      case .keepOpen: while read(client) {}
      case .repeatForEver: while write(client, answers.last ?? "") {}
      }
    }
  }

  /// Ends the server, also one that nobody connected to, and waits until it is gone.
  func stop() {
    shutdown(listener.descriptor, Int32(SHUT_RDWR))
    // The client may be connected still; then its connection is ended here.
    connection.descriptor.withLock { if let client = $0 { shutdown(client, Int32(SHUT_RDWR)) } }
    done.wait()
  }
}

private func read(_ client: Int32) -> Bool {
  var bytes = [UInt8](repeating: 0, count: 4096)
  // The array lives for the call.
  return unsafe recv(client, &bytes, bytes.count, 0) > 0
}

private func write(_ client: Int32, _ text: String) -> Bool {
  let bytes = Array(text.utf8)
  // The array lives for the call.
  return unsafe send(client, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
}
