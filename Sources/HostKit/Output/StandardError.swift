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

  /// Writes findings as a person reads them, without colours, and each line behind what tells the journal how grave it is.
  static func write(_ findings: DiagnosticBag, priority: String = "") {
    let text = DiagnosticRenderer().render(findings)
    guard !priority.isEmpty else { return write(text) }
    write(text.split(separator: "\n", omittingEmptySubsequences: true).map { "\(priority)\($0)\n" }.joined())
  }
}
