internal import Glibc
internal import Synchronization

/// A redis-server of one's own, for the demo and for tests: on a Unix socket in a fresh folder and on a free port of 127.0.0.1; nothing is left after `stop`.
public final class RedisServer: Sendable {
  /// Why the server could not be started.
  public struct Failure: Error, CustomStringConvertible {
    /// The reason, for a person.
    public let description: String
  }

  /// The folder that goes with the server.
  public let directory: String
  /// The port of 127.0.0.1.
  public let port: Int
  private let arguments: [String]
  private let process = Mutex<pid_t?>(nil)

  /// The Unix socket.
  public var socketPath: String { directory + "/redis.sock" }
  /// The address of the Unix socket.
  public var unixURL: String { "unix://" + socketPath }
  /// The address of the port.
  public var tcpURL: String { "redis://127.0.0.1:\(port)" }

  /// Runs `body` with a server, and stops it whatever happens.
  public static func with<Value>(
    _ arguments: [String] = [], isolation: isolated (any Actor)? = #isolation, _ body: (RedisServer) async throws -> Value
  ) async throws -> Value {
    for _ in 0..<5 {
      let server = try RedisServer(arguments)
      defer { server.remove() }
      // Another process may take the port between the choice and the start; then another is chosen.
      guard (try? await server.start()) != nil else { continue }
      return try await body(server)
    }
    let server = try RedisServer(arguments)
    defer { server.remove() }
    try await server.start()
    return try await body(server)
  }

  /// `TMPDIR`, unless it is too long for the path of a socket, which has 107 bytes.
  private static var temporaryFolder: String {
    // The text is copied before anything else can change the environment.
    guard let text = unsafe getenv("TMPDIR").map({ unsafe String(cString: $0) }), !text.isEmpty, text.utf8.count < 70 else { return "/tmp" }
    return text
  }

  private init(_ arguments: [String]) throws {
    self.arguments = arguments
    var template = Array((Self.temporaryFolder + "/governor-redis-XXXXXX").utf8CString)
    // mkdtemp writes into the array, which lives for the call.
    guard unsafe mkdtemp(&template) != nil else { throw Failure(description: "mkdtemp: \(errno)") }
    directory = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    port = try Loopback.freePort()
  }

  /// Starts the server and waits until it takes connections, 20 s at most.
  public func start() async throws {
    let words =
      [
        "redis-server", "--port", "\(port)", "--bind", "127.0.0.1", "--unixsocket", socketPath, "--save", "", "--appendonly", "no",
        "--dir", directory, "--daemonize", "no", "--logfile", directory + "/log", "--enable-debug-command", "yes",
      ] + arguments
    // The strings are freed below, when posix_spawnp has copied them.
    var vector: [UnsafeMutablePointer<CChar>?] = unsafe words.map { unsafe strdup($0) } + [nil]
    defer { unsafe vector.forEach { unsafe free($0) } }
    // The server must not inherit our sockets or pipes: whoever waits for their end would wait for the server's.
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    for descriptor: Int32 in 0...2 {
      unsafe posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
    }
    // glibc minds no descriptor that is not open, as long as it is below the process' limit, which is 1024 or more everywhere.
    for descriptor: Int32 in 3..<1024 { unsafe posix_spawn_file_actions_addclose(&actions, descriptor) }
    // In a process group of its own: Ctrl-C is for us, and we stop the server.
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    var started: pid_t = 0
    let code = unsafe posix_spawnp(&started, "redis-server", &actions, &attributes, &vector, environ)
    guard code == 0 else { throw Failure(description: "redis-server cannot be started: error \(code)") }
    process.withLock { $0 = started }
    let deadline = ContinuousClock.now.advanced(by: .seconds(20))
    while !Loopback.answers(path: socketPath) || !Loopback.answers(port: port) {
      var status: Int32 = 0
      if unsafe waitpid(started, &status, WNOHANG) == started {
        process.withLock { $0 = nil }
        throw Failure(description: "redis-server ended at once with status \(status)")
      }
      guard ContinuousClock.now < deadline else { throw Failure(description: "redis-server does not answer") }
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  /// Kills the server and reaps it.
  public func kill() {
    process.withLock { process in
      guard let running = process else { return }
      _ = Glibc.kill(running, SIGKILL)
      var status: Int32 = 0
      while unsafe waitpid(running, &status, 0) < 0, errno == EINTR {}
      process = nil
    }
    unsafe unlink(socketPath)
  }

  private func remove() {
    kill()
    unsafe unlink(directory + "/log")
    unsafe unlink(directory + "/dump.rdb")
    unsafe rmdir(directory)
  }
}
