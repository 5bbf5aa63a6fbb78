internal import Diagnostics

/// Lists names for a note.
enum NameList {
  /// `sources: `a`, `b``
  static func note(_ what: String, _ names: [String]) -> String {
    let shown = names.prefix(40).map { "`\($0.shown(limit: 40))`" } + (names.count > 40 ? ["…"] : [])
    return "\(what): " + (names.isEmpty ? "none" : shown.joined(separator: ", "))
  }
}
