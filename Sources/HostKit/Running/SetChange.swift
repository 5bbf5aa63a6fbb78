/// Which policies a change of the set brought, changed and took away, by name.
struct SetChange: Sendable {
  var added: [String] = []
  var changed: [String] = []
  var removed: [String] = []

  /// Nothing is another.
  init() {}

  /// What is another between two sets of policies with the hashes of their texts.
  init(from old: [(name: String, hash: String)], to new: [(name: String, hash: String)]) {
    let hashes = Dictionary(old.map { ($0.name, $0.hash) }, uniquingKeysWith: { first, _ in first })
    added = new.map(\.name).filter { hashes[$0] == nil }
    changed = new.filter { policy in hashes[policy.name].map { $0 != policy.hash } ?? false }.map(\.name)
    let names = Set(new.map(\.name))
    removed = old.map(\.name).filter { !names.contains($0) }
  }

  /// The three lists with their words.
  var parts: [(word: String, names: [String])] { [("added", added), ("changed", changed), ("removed", removed)] }
}
