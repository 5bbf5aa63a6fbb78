internal import NIOCore
internal import NIOHTTP1

/// Watches one connection: it may wait only so long for whatever it waits for. Stands between the HTTP decoder and those who answer.
final class ConnectionGuard: ChannelDuplexHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart
  typealias OutboundIn = HTTPPart<HTTPResponseHead, ByteBuffer>
  typealias OutboundOut = HTTPServerResponsePart

  /// The client was too slow.
  struct TooSlow: Error {}

  private let limits: ServerLimits
  private let room: ConnectionRoom
  private var waiting: ConnectionRoom.Waiting?
  private var state = ConnectionState()
  private var timer: Scheduled<Void>?
  private var timed: ConnectionState.Wait?

  init(limits: ServerLimits, room: ConnectionRoom) {
    self.limits = limits
    self.room = room
  }

  func handlerAdded(context: ChannelHandlerContext) { watch(context) }

  func handlerRemoved(context: ChannelHandlerContext) { ended() }

  func channelActive(context: ChannelHandlerContext) {
    watch(context)
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    ended()
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head: state.headCame()
    case .body: break
    case .end: state.endCame()
    }
    watch(context)
    context.fireChannelRead(data)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if error is HTTPParserError { state.faultCame() }
    watch(context)
    context.fireErrorCaught(error)
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    switch event {
    case is ChannelShouldQuiesceEvent:
      state.stop()
      if state.isIdle { context.close(promise: nil) }
    case ChannelEvent.inputClosed where state.wait == .linger: context.close(promise: nil)
    default: break
    }
    context.fireUserInboundEventTriggered(event)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch unwrapOutboundIn(data) {
    case .head(let head): context.write(wrapOutboundOut(.head(head)), promise: promise)
    case .body(let bytes): context.write(wrapOutboundOut(.body(.byteBuffer(bytes))), promise: promise)
    case .end(let trailers):
      // The answer has ended when the system has taken its last byte.
      let written = promise ?? context.eventLoop.makePromise()
      let loopBound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
      written.futureResult.whenSuccess {
        let (handler, context) = loopBound.value
        handler.answerEnded(context)
      }
      context.write(wrapOutboundOut(.end(trailers)), promise: written)
    }
  }

  func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
    if mode == .output {
      state.outputClosed()
      watch(context)
    }
    context.close(mode: mode, promise: promise)
  }

  private func ended() {
    timer?.cancel()
    room.gone(ObjectIdentifier(self))
  }

  private func answerEnded(_ context: ChannelHandlerContext) {
    state.answerEnded()
    timed = nil
    watch(context)
    if state.isStopping, state.isIdle { context.close(promise: nil) }
  }

  /// Starts the clock anew where the connection waits for something else than before.
  private func watch(_ context: ChannelHandlerContext) {
    guard context.channel.isActive else { return }
    tellTheRoom(context)
    guard state.wait != timed else { return }
    timed = state.wait
    timer?.cancel()
    let loopBound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    timer = context.eventLoop.scheduleTask(in: .milliseconds(Int64(patience * 1000))) {
      let (handler, context) = loopBound.value
      handler.timedOut(context)
    }
  }

  /// Tells where the connection may lose its place from now on, and where it may not any more.
  private func tellTheRoom(_ context: ChannelHandlerContext) {
    let now: ConnectionRoom.Waiting? = !state.isIdle ? nil : state.wait == .firstHead ? .beforeTheFirst : .betweenRequests
    guard now != waiting else { return }
    waiting = now
    guard let now else { return room.isBusy(ObjectIdentifier(self)) }
    let (loop, loopBound) = (context.eventLoop, NIOLoopBound((self, context), eventLoop: context.eventLoop))
    room.waits(ObjectIdentifier(self), now) {
      loop.execute {
        let (handler, context) = loopBound.value
        handler.giveUp(context)
      }
    }
  }

  /// Makes room for another connection, unless a request has come meanwhile.
  private func giveUp(_ context: ChannelHandlerContext) {
    guard context.channel.isActive else { return }
    if state.isIdle { context.close(promise: nil) } else { room.stays(ObjectIdentifier(self)) }
  }

  private func timedOut(_ context: ChannelHandlerContext) {
    switch state.timedOut() {
    case .close: context.close(promise: nil)
    case .refuse:
      watch(context)
      context.fireErrorCaught(TooSlow())
    }
  }

  private var patience: Double {
    switch state.wait {
    case .firstHead: limits.headSeconds
    case .nextHead: limits.idleSeconds
    case .body: limits.bodySeconds
    case .answer: limits.answerSeconds + limits.writeSeconds
    case .linger: limits.lingerSeconds
    }
  }
}
