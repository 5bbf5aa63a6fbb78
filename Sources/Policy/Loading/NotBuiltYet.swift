import Diagnostics

/// Words of the language that this version does not carry out. They are refused, never ignored.
enum NotBuiltYet {
  static let topLevel = refusals(
    ["api", "risk", "accept"], of: "the language, but this version does not carry it out")
  static let source = refusals(["accept"], of: "every source, but this version does not carry it out")
  static let check = refusals(["publish"], of: "every check, but this version does not carry it out")
  static let sink = refusals(["accept"], of: "every sink, but this version does not carry it out")

  /// A word that may stand in any mapping.
  static let anywhere = "accept"

  /// Refuses the word of any mapping.
  static func refusal(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .notBuiltYet, "`\(anywhere)` is a word of the language, but this version does not carry it out", at: span, caption: "not built yet",
      help: "take it out: it would have no effect")
  }

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
