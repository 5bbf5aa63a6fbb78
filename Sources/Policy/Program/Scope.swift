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

  subscript(name: String) -> Meaning? {
    get { meanings[name] }
    set { meanings[name] = newValue }
  }

  mutating func defineGroup(_ name: String, fields: [String]) {
    groups[name] = fields
  }

  /// The names without a dot, sorted.
  var singleNames: [String] { meanings.keys.filter { !$0.contains(".") }.sorted() }
}
