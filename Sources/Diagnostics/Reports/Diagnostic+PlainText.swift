extension Diagnostic {
  /// The finding without an excerpt, for reports that show the place in their own way: the message, where else to look, help and notes, a
  /// line each. Safe for a terminal.
  var plainText: String {
    let heading = message + (caption.map { " (\($0))" } ?? "")
    let places = labels.map { "\($0.span): \($0.text)" }
    let remarks = (help.map { ["help: \($0)"] } ?? []) + notes.map { "note: \($0)" }
    return ([heading] + places + remarks).map { Credentials.covered($0).shown(limit: .max) }.joined(separator: "\n")
  }
}
