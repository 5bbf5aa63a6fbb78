/// Lists names in a message, each in backticks and safe for a terminal.
public enum NameList {
  /// `` `a`, `b` ``; of more names than `limit` the first, and `…`.
  public static func text(_ names: some Collection<String>, limit: Int = 40) -> String {
    let shown = names.prefix(limit).map { "`\($0.shown(limit: 60))`" } + (names.count > limit ? ["…"] : [])
    return shown.joined(separator: ", ")
  }

  /// `` sources: `a`, `b` ``, or `sources: none`.
  public static func note(_ what: String, _ names: some Collection<String>, limit: Int = 40) -> String {
    "\(what): " + (names.isEmpty ? "none" : text(names, limit: limit))
  }

  /// The same as the notes of a diagnostic: no note where there are no names.
  public static func notes(_ what: String, _ names: some Collection<String>, limit: Int = 40) -> [String] {
    names.isEmpty ? [] : [note(what, names, limit: limit)]
  }
}
