/// Which policies a change of the set brought, changed and took away, by name.
struct SetChange: Sendable {
  var added: [String] = []
  var changed: [String] = []
  var removed: [String] = []

  /// Nothing is another.
  init() {}

  /// What is another between two sets of policies with what tells their texts apart.
  init(from old: [(name: String, mark: String)], to new: [(name: String, mark: String)]) {
    let marks = Dictionary(old.map { ($0.name, $0.mark) }, uniquingKeysWith: { first, _ in first })
    added = new.map(\.name).filter { marks[$0] == nil }
    changed = new.filter { policy in marks[policy.name].map { $0 != policy.mark } ?? false }.map(\.name)
    let names = Set(new.map(\.name))
    removed = old.map(\.name).filter { !names.contains($0) }
  }

  /// The three lists with their words.
  var parts: [(word: String, names: [String])] { [("added", added), ("changed", changed), ("removed", removed)] }
}
