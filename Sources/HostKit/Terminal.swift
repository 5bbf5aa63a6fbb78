internal import Foundation

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// What standard output is.
public enum Terminal {
  /// A person looks at it.
  public static var isInteractive: Bool { isatty(STDOUT_FILENO) == 1 }

  /// A person looks at it, and has not said that colours disturb.
  public static var wantsColour: Bool {
    let environment = ProcessInfo.processInfo.environment
    return isInteractive && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
  }

  /// Sends on what was printed.
  public static func flush() {
    // Nil flushes every stream.
    _ = fflush(nil)
  }

  /// Its width and height in characters, or the old standard where nobody knows.
  public static var size: (columns: Int, rows: Int) {
    var size = winsize()
    guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else { return (80, 24) }
    return (Int(size.ws_col), Int(size.ws_row))
  }
}
