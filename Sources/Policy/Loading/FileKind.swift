public import Diagnostics

/// The kinds of file that commands take, told apart by the words at the top of a file.
public enum FileKind: Sendable {
  /// A policy.
  case policy
  /// A file of tests.
  case tests
  /// The world of a demo.
  case world

  /// Words that only a policy has at its top.
  private static let policyWords = [
    "sources", "sinks", "values", "params", "for_each", "extends", "shadow_of", "every", "checks", "metrics",
  ]

  /// What the file is plainly meant as, with the word that shows it; nil where its words leave it open.
  static func of(_ tree: Node) -> (kind: FileKind, word: SourceSpan)? {
    func first(_ words: [String]) -> SourceSpan? { words.lazy.compactMap { tree.entry($0)?.keySpan }.first }
    if let demo = tree.entry("demo"), first(["sources", "sinks", "tests"]) == nil { return (.world, demo.keySpan) }
    if tree.entry("policy") == nil, let entities = tree.entry("entities"), tree.entry("hashes") != nil { return (.world, entities.keySpan) }
    // With both a file is a muddle, and its reader says where.
    let policy = first(["sources", "sinks"]) ?? (tree.entry("tests") == nil ? first(policyWords) : nil)
    switch (policy, tree.entry("tests")) {
    case (let word?, nil): return (.policy, word)
    case (nil, let tests?): return (.tests, tests.keySpan)
    default: return nil
    }
  }

  /// The finding for a file that is plainly of another kind than the one that is wanted; nil where it may well be that.
  public static func mistaken(_ tree: Node, for wanted: FileKind, path: String) -> Diagnostic? {
    guard let (kind, word) = of(tree), kind != wanted else { return nil }
    return Diagnostic(
      .otherKindOfFile, "this is \(kind.noun), and here \(wanted.noun) is wanted", at: word, caption: "the mark of \(kind.noun)",
      help: kind.help(path.shown(limit: 200)))
  }

  /// What a file of the kind is called.
  var noun: String {
    switch self {
    case .policy: "a policy"
    case .tests: "a file of tests"
    case .world: "the world of a demo"
    }
  }

  /// The command that takes the file.
  private func help(_ path: String) -> String {
    switch self {
    case .policy: "`host validate \(path)` checks it; a file of tests names it under `policy` and has `tests`"
    case .tests: "`host test \(path)` runs it"
    case .world: "`host demo` finds it by itself: name the policy that lies in the folder above"
    }
  }
}
