internal import Diagnostics
internal import Foundation

/// Where a command says what keeps it from its work.
enum StandardError {
  @Sendable static func write(_ text: String) {
    FileHandle.standardError.write(Data(text.utf8))
  }

  /// Writes findings as a person reads them, without colours.
  static func write(_ findings: DiagnosticBag) { write(DiagnosticRenderer().render(findings)) }
}
