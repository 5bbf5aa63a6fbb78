internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import NIOHTTP1
internal import ServiceLifecycle

/// The answering of one connection, request after request. Hummingbird's own tells faults of HTTP without a body, and reads no request
/// whole; for the rest its server is used.
struct HTTPConnection: ServerChildChannel {
  typealias Value = NIOAsyncChannel<HTTPServerRequestPart, HTTPPart<HTTPResponseHead, ByteBuffer>>

  let limits: ServerLimits
  let room: ConnectionRoom
  let answer: @Sendable (APIRequest) async -> APIAnswer

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
    channel.eventLoop.makeCompletedFuture {
      var decoding = NIOHTTPDecoderLimitConfiguration()
      decoding.maxHeaderFieldSize = limits.headerBytes
      decoding.maxHeaderListSize = limits.headerBytes
      decoding.maxHeaderFieldCount = limits.headers
      try channel.pipeline.syncOperations.configureHTTPServerPipeline(
        withPipeliningAssistance: false, withErrorHandling: false, withOutboundHeaderValidation: true, withEncoderConfiguration: .init(),
        withDecoderLimitConfiguration: decoding)
      try channel.pipeline.syncOperations.addHandler(ConnectionGuard(limits: limits, room: room))
      return try NIOAsyncChannel(wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
    }
  }

  func handle(value: Value, logger: Logger) async {
    let channel = value.channel
    do {
      try await withTaskCancellationHandler {
        try await value.executeThenClose { inbound, outbound in
          var requests = RequestReader(parts: inbound.makeAsyncIterator(), limits: limits, isLocal: Self.isLocal(channel))
          try await serve(&requests, outbound)
          outbound.finish()
          // A socket that is closed while bytes wait in it takes the answer from the client.
          await requests.drain()
          try await channel.closeFuture.get()
        }
      } onCancel: {
        channel.close(promise: nil)
      }
    } catch {
      // The client has gone.
      logger.trace("connection lost", metadata: ["error": "\(error)"])
    }
  }

  private func serve(
    _ requests: inout RequestReader, _ outbound: NIOAsyncChannelOutboundWriter<HTTPPart<HTTPResponseHead, ByteBuffer>>
  ) async throws {
    while true {
      switch try await requests.next(confirm: { try await outbound.write(.head(HTTPResponseHead(version: .http1_1, status: .continue))) }) {
      case .ended: return
      case .refused(let fault, let isHead):
        try await outbound.write(contentsOf: Self.parts(fault.answer, isHead: isHead, isLast: true))
        return
      case .request(let request, let isLast):
        let answer = await answer(request, within: limits.answerSeconds)
        let isLast = isLast || Task.isShuttingDownGracefully || Task.isCancelled
        try await outbound.write(contentsOf: Self.parts(answer, isHead: request.method == "HEAD", isLast: isLast))
        if isLast { return }
      }
    }
  }

  /// The answer, or that there is none in time.
  private func answer(_ request: APIRequest, within seconds: Double) async -> APIAnswer {
    await AnswerRace.run(within: seconds) { await answer(request) }
      ?? APIFault(.unavailable, "there is no answer within the time for it").answer
  }

  /// What goes over the wire for an answer.
  private static func parts(_ answer: APIAnswer, isHead: Bool, isLast: Bool) -> [HTTPPart<HTTPResponseHead, ByteBuffer>] {
    var headers = HTTPHeaders(answer.headers.map { ($0.name, $0.value) })
    headers.add(name: "Content-Type", value: answer.contentType)
    headers.add(name: "Content-Length", value: "\(answer.body.count)")
    headers.add(name: "Date", value: HTTPDate.now)
    headers.add(name: "Cache-Control", value: "no-store")
    headers.add(name: "X-Content-Type-Options", value: "nosniff")
    if isLast { headers.add(name: "Connection", value: "close") }
    let head = HTTPResponseHead(version: .http1_1, status: HTTPResponseStatus(statusCode: answer.status), headers: headers)
    return isHead || answer.body.isEmpty
      ? [.head(head), .end(nil)] : [.head(head), .body(ByteBuffer(bytes: answer.body)), .end(nil)]
  }

  private static func isLocal(_ channel: any Channel) -> Bool {
    guard let address = channel.remoteAddress else { return false }
    if case .unixDomainSocket = address { return true }
    return IPAddress(address)?.isLoopback == true
  }
}
