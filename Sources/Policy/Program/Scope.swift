/// The names that expressions can use.
struct Scope {
  /// What a name stands for.
  enum Meaning {
    case register(Register)
    /// Its own fault is reported already.
    case broken
  }

  private(set) var meanings: [String: Meaning] = [:]
  private(set) var groups: [String: [String]] = [:]

  private var announced: Set<String> = []

  subscript(name: String) -> Meaning? {
    get { meanings[name] }
    set { meanings[name] = newValue }
  }

  mutating func defineGroup(_ name: String, fields: [String]) {
    groups[name] = fields
  }

  /// Makes names known to suggestions before they mean something.
  mutating func announce(_ names: some Sequence<String>) {
    announced.formUnion(names)
  }

  /// The names without a dot, sorted; with those that are compiled later.
  var singleNames: [String] { announced.union(meanings.keys.filter { !$0.contains(".") }).sorted() }
}
