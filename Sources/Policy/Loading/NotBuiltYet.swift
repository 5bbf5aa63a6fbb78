import Diagnostics

/// Words of the language that this version does not carry out. They are refused, never ignored.
enum NotBuiltYet {
  static let topLevel = refusals(
    ["api"], of: "the language, but this version does not carry it out")

  private static func refusals(_ names: [String], of what: String) -> [String: Diagnostic] {
    Dictionary(
      uniqueKeysWithValues: names.map { name in
        (
          name,
          Diagnostic(
            .notBuiltYet, "`\(name)` is a word of \(what)", at: nil, caption: "not built yet",
            help: "take it out: it would have no effect")
        )
      })
  }
}
