#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Reads files whole, up to a limit, so that neither a large file nor a device can exhaust the host, and no pipe can hold it up.
enum FileReader {
  /// Why a file could not be read.
  struct Fault: Error {
    let message: String
  }

  /// Whether a path is a stream that somebody hands to this process, as standard input and bash's `<(...)` do: it can be read once.
  static func isStream(_ path: String) -> Bool {
    path == "-" || path == "/dev/stdin" || ["/dev/fd/", "/proc/self/fd/"].contains { path.hasPrefix($0) }
  }

  /// The bytes of a regular file, of nothing (`/dev/null`), or of a stream, which is waited for; of a longer one only `limit`, which the YAML
  /// reader then refuses for its size.
  static func bytes(_ path: String, limit: Int) throws(Fault) -> [UInt8] {
    if path == "-" { return try bytes(of: STDIN_FILENO, limit: limit) }
    let mayWait = isStream(path)
    // C's own calls tell why they failed, which Foundation's do not always. Opening a pipe would wait for the one who writes to it.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | (mayWait ? 0 : O_NONBLOCK))
    guard descriptor >= 0 else { throw fault() }
    defer { close(descriptor) }
    if !mayWait, path != "/dev/null" { try refuseOtherThanFile(descriptor) }
    return try bytes(of: descriptor, limit: limit)
  }

  /// Throws where what is open can make its reader wait.
  private static func refuseOtherThanFile(_ descriptor: Int32) throws(Fault) {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw fault() }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return
    case S_IFDIR: throw Fault(message: "it is a folder")
    case S_IFIFO: throw Fault(message: "it is a pipe, and no file")
    default: throw Fault(message: "it is no regular file")
    }
  }

  /// Whether users other than the owner and the group may read a file.
  static func othersMayRead(_ path: String) throws(Fault) -> Bool {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { throw fault() }
    return status.st_mode & S_IROTH != 0
  }

  private static func bytes(of descriptor: Int32, limit: Int) throws(Fault) -> [UInt8] {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw fault() }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw Fault(message: "it is a folder") }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while bytes.count < limit {
      let count = unsafe read(descriptor, &chunk, min(chunk.count, limit - bytes.count))
      if count < 0 {
        if errno == EINTR { continue }
        throw fault()
      }
      if count == 0 { break }
      bytes += chunk[..<count]
    }
    return bytes
  }

  private static func fault() -> Fault {
    // strerror's text is copied before anything else can change it.
    let text = unsafe strerror(errno).map { unsafe String(cString: $0) } ?? "unknown fault"
    return Fault(message: text.prefix(1).lowercased() + text.dropFirst())
  }
}
