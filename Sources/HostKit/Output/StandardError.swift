internal import Diagnostics

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Where a command says what keeps it from its work.
enum StandardError {
  /// Writes a text. Where it cannot be written nobody is left to be told, and the exit code still says how it went.
  static func write(_ text: String) {
    _ = StandardStreams.write(Array(text.utf8), to: STDERR_FILENO)
  }

  /// Writes findings as a person reads them, without colours.
  static func write(_ findings: DiagnosticBag) { write(DiagnosticRenderer().render(findings)) }
}
