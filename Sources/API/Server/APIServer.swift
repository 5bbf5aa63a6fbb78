internal import HummingbirdCore
public import Logging
internal import NIOCore
internal import NIOPosix
public import ServiceLifecycle

/// Listens, and has each request answered, until it is told to stop: then it takes no connection any more, ends what is under way, and
/// returns.
public struct APIServer: Service {
  private let address: ListenAddress
  private let limits: ServerLimits
  private let answer: @Sendable (APIRequest) async -> APIAnswer
  private let logger: Logger
  private let listening = ListeningGate()

  /// A server; it listens once it runs.
  public init(
    address: ListenAddress, limits: ServerLimits = ServerLimits(), logger: Logger,
    answer: @escaping @Sendable (APIRequest) async -> APIAnswer
  ) {
    self.address = address
    self.limits = limits
    self.logger = logger
    self.answer = answer
  }

  /// Whether somebody answers on a Unix socket: binding would take it away without a word. A socket that nobody answers on is a left-over.
  private static func isAnswered(_ path: String) async -> Bool {
    guard let channel = try? await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton).connect(unixDomainSocketPath: path).get()
    else { return false }
    try? await channel.close()
    return true
  }

  /// Waits until the server listens, and says where; nil where it never will, or where the one who waits is cancelled.
  public func listens() async -> ListenAddress? { await listening.wait() }

  /// Serves until it is told to stop. Throws `CannotListen` where the address cannot be had.
  public func run() async throws {
    defer { listening.open(nil) }
    var quiet = logger
    quiet.logLevel = max(logger.logLevel, .error)
    let bind: BindAddress
    switch address.place {
    case .socket(let host, let port): bind = .hostname(host, port: port)
    case .file(let path):
      guard await !Self.isAnswered(path) else { throw CannotListen(address: address, reason: "another process listens there") }
      bind = .unixDomainSocket(path: path)
    }
    let (address, listening, logger) = (address, listening, logger)
    let room = ConnectionRoom(limit: limits.connections)
    let server = HTTPConnection(limits: limits, room: room, answer: answer).server(
      configuration: ServerConfiguration(
        address: bind, backlog: limits.connections,
        availableConnectionsDelegate: RoomDelegate(room: room)),
      onServerRunning: { channel in
        room.serve(channel)
        let actual = address.listening(on: channel.localAddress?.port)
        logger.info("listening", metadata: ["address": "\(actual)"])
        listening.open(actual)
      }, eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: quiet)
    do {
      try await server.run()
    } catch {
      throw CannotListen(address: address, error: error)
    }
    if !Task.isShuttingDownGracefully, !Task.isCancelled { logger.error("HTTP has ended by itself; the policies go on") }
  }
}
