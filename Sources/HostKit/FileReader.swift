#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Reads files whole, up to a limit, so that neither a large file nor a device can exhaust the host.
enum FileReader {
  /// Why a file could not be read.
  struct Fault: Error {
    let message: String
  }

  /// The bytes of a file, or of standard input for `-`; of a longer one only `limit`, which the YAML reader then refuses for its size.
  static func bytes(_ path: String, limit: Int) throws(Fault) -> [UInt8] {
    if path == "-" { return try bytes(of: STDIN_FILENO, limit: limit) }
    // C's own calls tell why they failed, which Foundation's do not always.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw fault() }
    defer { close(descriptor) }
    return try bytes(of: descriptor, limit: limit)
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
