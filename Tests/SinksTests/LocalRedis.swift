import Glibc
import Synchronization

/// A listening socket on a free port of 127.0.0.1, for servers that misbehave.
final class Listener: Sendable {
  let descriptor: Int32
  let port: Int

  init() throws {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw RedisServer.Failure(description: "socket: \(errno)") }
    var address = loopback(port: 0)
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    // The address lives for the calls.
    let bound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe bind(descriptor, $0, size) == 0 && listen(descriptor, 16) == 0 && getsockname(descriptor, $0, &size) == 0
      }
    }
    self.descriptor = descriptor
    port = Int(in_port_t(bigEndian: address.sin_port))
    guard bound else {
      throw RedisServer.Failure(description: "bind: \(errno)")
    }
  }

  deinit {
    close(descriptor)
  }
}

/// A redis-server of the test's own, on a Unix socket in a fresh folder and on a free port of 127.0.0.1; nothing is left after `stop`.
final class RedisServer: Sendable {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  let directory: String
  let port: Int
  private let arguments: [String]
  private let process = Mutex<pid_t?>(nil)

  var socketPath: String { directory + "/redis.sock" }
  var unixURL: String { "unix://" + socketPath }
  var tcpURL: String { "redis://127.0.0.1:\(port)" }

  /// Runs `body` with a server, and stops it whatever happens.
  static func with<Value>(
    _ arguments: [String] = [], isolation: isolated (any Actor)? = #isolation, _ body: (RedisServer) async throws -> Value
  ) async throws -> Value {
    var attempts = 0
    while true {
      let server = try RedisServer(arguments)
      defer { server.remove() }
      do {
        try await server.start()
      } catch let failure as Failure where attempts < 5 {
        // A test beside this one may have taken the port between the choice and the start.
        _ = failure
        attempts += 1
        continue
      }
      return try await body(server)
    }
  }

  private init(_ arguments: [String]) throws {
    self.arguments = arguments
    var template = Array("/tmp/redis-test-XXXXXX".utf8CString)
    // mkdtemp writes into the array, which lives for the call.
    guard unsafe mkdtemp(&template) != nil else { throw Failure(description: "mkdtemp: \(errno)") }
    directory = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    port = try freePort()
  }

  /// Starts the server and waits until it takes connections, 20 s at most.
  func start() async throws {
    let words =
      [
        "redis-server", "--port", "\(port)", "--bind", "127.0.0.1", "--unixsocket", socketPath, "--save", "", "--appendonly", "no",
        "--dir", directory, "--daemonize", "no", "--logfile", directory + "/log", "--enable-debug-command", "yes",
      ] + arguments
    // The strings are freed below, when posix_spawnp has copied them.
    var vector: [UnsafeMutablePointer<CChar>?] = unsafe words.map { unsafe strdup($0) } + [nil]
    defer { unsafe vector.forEach { unsafe free($0) } }
    // The server must not inherit sockets or pipes of the tests: whoever waits for their end would wait for the server's.
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    for descriptor: Int32 in 0...2 {
      unsafe posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
    }
    // glibc minds no descriptor that is not open, as long as it is below the process' limit, which is 1024 or more everywhere.
    for descriptor: Int32 in 3..<1024 { unsafe posix_spawn_file_actions_addclose(&actions, descriptor) }
    var started: pid_t = 0
    let code = unsafe posix_spawnp(&started, "redis-server", &actions, nil, &vector, environ)
    guard code == 0 else { throw Failure(description: "redis-server cannot be started: error \(code)") }
    process.withLock { $0 = started }
    let deadline = ContinuousClock.now.advanced(by: .seconds(20))
    while !canConnect(path: socketPath) || !canConnect(port: port) {
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
  func kill() {
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

/// A port of 127.0.0.1 that nobody listens on.
func freePort() throws -> Int {
  let listener = try Listener()
  return listener.port
}

private func canConnect(path: String) -> Bool {
  var address = sockaddr_un()
  address.sun_family = sa_family_t(AF_UNIX)
  unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: Array(path.utf8).prefix($0.count - 1)) }
  return connects(AF_UNIX, address)
}

private func canConnect(port: Int) -> Bool {
  connects(AF_INET, loopback(port: port))
}

private func connects<Address>(_ family: Int32, _ address: Address) -> Bool {
  let descriptor = socket(family, Int32(SOCK_STREAM.rawValue), 0)
  guard descriptor >= 0 else { return false }
  defer { close(descriptor) }
  // The address is read during the call alone.
  return unsafe withUnsafePointer(to: address) { pointer in
    unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      unsafe connect(descriptor, $0, socklen_t(MemoryLayout<Address>.size)) == 0
    }
  }
}

func loopback(port: Int) -> sockaddr_in {
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = in_port_t(truncatingIfNeeded: port).bigEndian
  address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
  return address
}
