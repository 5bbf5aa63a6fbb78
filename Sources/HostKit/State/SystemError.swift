#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// What the kernel said when it refused something.
struct SystemError: Error, Hashable, CustomStringConvertible {
  /// What was tried, and what it said.
  let description: String
  let code: Int32

  /// The last error of this thread. Take it before anything else can change it.
  init(_ what: String) {
    code = errno
    // strerror's text is copied before anything else can change it.
    let text = unsafe strerror(code).map { unsafe String(cString: $0) } ?? "unknown fault"
    description = "\(what): \(text.prefix(1).lowercased() + text.dropFirst())"
  }
}
