internal import NIOCore
internal import NIOHTTP1

/// Reads the requests of a connection whole, each within the limits.
struct RequestReader {
  /// What was found.
  enum Found {
    /// A request; the last of the connection if so.
    case request(APIRequest, isLast: Bool)
    /// Something that is not answered as it wishes; nothing can be read after it.
    case refused(APIFault, isHead: Bool)
    /// The client has closed.
    case ended
  }

  private var parts: NIOAsyncChannelInboundStream<HTTPServerRequestPart>.AsyncIterator
  private let limits: ServerLimits
  private let isLocal: Bool

  init(parts: NIOAsyncChannelInboundStream<HTTPServerRequestPart>.AsyncIterator, limits: ServerLimits, isLocal: Bool) {
    self.parts = parts
    self.limits = limits
    self.isLocal = isLocal
  }

  /// The next request. `confirm` tells a client that waits before it sends its body that it may.
  mutating func next(confirm: () async throws -> Void) async throws -> Found {
    var isHead = false
    do {
      guard case .head(let head)? = try await parts.next() else { return .ended }
      isHead = head.method == .HEAD
      try check(head)
      if head.headers["expect"].contains(where: { $0.lowercased() == "100-continue" }) { try await confirm() }
      guard let body = try await body() else { return .ended }
      let request = try APIRequest(
        method: head.method.rawValue, target: head.uri, headers: head.headers.map { ($0.name, $0.value) }, body: body, isLocal: isLocal)
      // What follows the offer of another protocol is not decoded.
      let isLast = !head.isKeepAlive || head.headers.contains(name: "upgrade") || head.method == .CONNECT
      return .request(request, isLast: isLast)
    } catch let fault as APIFault {
      return .refused(fault, isHead: isHead)
    } catch is ConnectionGuard.TooSlow {
      return .refused(APIFault(.timeout, "the request did not come within the time for it"), isHead: isHead)
    } catch HTTPParserError.headerOverflow {
      let rule = "the target and the headers have \(limits.headerBytes) bytes at the most, and there are at most \(limits.headers) headers"
      return .refused(APIFault(.headersTooLarge, rule), isHead: isHead)
    } catch is HTTPParserError {
      return .refused(APIFault(.badRequest, "this is not HTTP/1.1"), isHead: isHead)
    }
  }

  /// Takes what the client still sends, until it has read our answer and closes.
  mutating func drain() async {
    while let part = try? await parts.next() { _ = part }
  }

  private func check(_ head: HTTPRequestHead) throws(APIFault) {
    guard head.uri.utf8.count <= limits.target else {
      throw APIFault(.targetTooLong, "the target of a request has \(limits.target) bytes at the most")
    }
    for length in head.headers["content-length"] {
      guard let length = Int(length), length <= limits.body else { throw tooLarge }
    }
    guard head.headers["expect"].allSatisfy({ $0.lowercased() == "100-continue" }) else {
      throw APIFault(.expectationFailed, "the only expectation is `100-continue`")
    }
  }

  /// The body; nil where the client has gone before its end.
  private mutating func body() async throws -> [UInt8]? {
    var bytes: [UInt8] = []
    while let part = try await parts.next() {
      switch part {
      case .head: return nil
      case .body(let piece):
        guard bytes.count + piece.readableBytes <= limits.body else { throw tooLarge }
        bytes += piece.readableBytesView
      case .end: return bytes
      }
    }
    return nil
  }

  private var tooLarge: APIFault { APIFault(.bodyTooLarge, "the body of a request has \(limits.body) bytes at the most") }
}
