import Diagnostics

/// The names that expressions can use.
struct Scope {
  /// What a name stands for.
  enum Meaning {
    case register(Register)
    /// Its own fault is reported already.
    case broken
  }

  /// The value that is compiled now; to propose it would propose a cycle.
  var current: String?
  /// Where a name gets its type and, of a param, its value: what a finding about them points at.
  struct Declaration {
    let span: SourceSpan
    let valueSpan: SourceSpan?
    let words: String
    /// Whether a `unit` can be written there.
    var takesUnit: Bool { words == Self.declared }
    static let declared = "declared"
  }

  /// Declarations by name.
  var declarations: [String: Declaration] = [:]

  /// Whether names are missing because what gives them could not be read: an unknown name is then no fault of its own.
  var isOpen = false
  private(set) var groups: [String: [String]] = [:]

  private var meanings: [String: Meaning] = [:]
  private var single: Set<String> = []
  // Sorted once and not for each unknown name.
  private var sortedSingle: [String]?
  private var sortedGroups: [String]?
  /// How many more names may be compared with unknown ones: no file full of both may cost the square of its length.
  private var comparisonsLeft = 200_000

  subscript(name: String) -> Meaning? {
    get { meanings[name] }
    set {
      meanings[name] = newValue
      if !single.contains(name), !name.contains(".") { announce([name]) }
    }
  }

  mutating func defineGroup(_ name: String, fields: [String]) {
    groups[name] = fields
    sortedGroups = nil
  }

  /// Makes names known to suggestions before they mean something.
  mutating func announce(_ names: some Collection<String>) {
    single.formUnion(names)
    sortedSingle = nil
  }

  /// The names without a dot, sorted; with those that are compiled later.
  mutating func singleNames() -> [String] {
    let names = sortedSingle ?? single.sorted()
    sortedSingle = names
    return names
  }

  /// The sources, sorted.
  mutating func groupNames() -> [String] {
    let names = sortedGroups ?? groups.keys.sorted()
    sortedGroups = names
    return names
  }

  /// The name that a misspelt single name was probably meant to be.
  mutating func suggestion(for name: String) -> String? {
    let names = singleNames()
    return suggestion(for: name, among: names.lazy.filter { [current] in $0 != current }, count: names.count)
  }

  /// The candidate that a misspelt name was probably meant to be.
  mutating func suggestion(for name: String, among candidates: [String]) -> String? {
    suggestion(for: name, among: candidates, count: candidates.count)
  }

  private mutating func suggestion(for name: String, among candidates: some Sequence<String>, count: Int) -> String? {
    guard comparisonsLeft >= count else { return nil }
    comparisonsLeft -= count
    return Suggestion.nearest(to: name, among: candidates)
  }
}
