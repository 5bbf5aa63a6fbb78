/// Finds the name that a misspelt one was probably meant to be.
public enum Suggestion {
  /// The nearest of `candidates` within the edit distance that still looks like a slip: 1 for names under three letters, else 2.
  public static func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
    let limit = name.count < 3 ? 1 : 2
    var best: (name: String, distance: Int)?
    for candidate in candidates where candidate != name {
      if candidate.lowercased() == name.lowercased() { return candidate }
      let distance = editDistance(name, candidate)
      guard distance <= limit, distance < min(name.count, candidate.count) else { continue }
      if best.map({ (distance, candidate) < ($0.distance, $0.name) }) ?? true { best = (candidate, distance) }
    }
    return best?.name
  }

  /// As `nearest`; among few candidates also one of which the name is a beginning, or that is a beginning of it: `sym` for `symbol`.
  public static func nearestOrPrefix(to name: String, among candidates: some Sequence<String>) -> String? {
    if let nearest = nearest(to: name, among: candidates) { return nearest }
    guard name.count >= 2 else { return nil }
    let similar = candidates.filter { $0.count >= 2 && ($0.hasPrefix(name) || name.hasPrefix($0)) }
    return similar.count == 1 ? similar[0] : nil
  }

  /// A help line for a name that does not exist: the nearest one, or none.
  public static func help(for name: String, among candidates: some Sequence<String>) -> String? {
    nearest(to: name, among: candidates).map { "did you mean `\($0)`?" }
  }

  /// How many letters must be put in, left out, changed or swapped with a neighbour to make one of the other.
  static func editDistance(_ left: String, _ right: String) -> Int {
    let (a, b) = (Array(left), Array(right))
    // Names of very different length are never slips, and hostile ones must not cost quadratic time.
    guard abs(a.count - b.count) <= 2, a.count <= 64 else { return Int.max }
    var beforePrevious = [Int](repeating: 0, count: b.count + 1)
    var previous = Array(0...b.count)
    for i in 0..<a.count {
      var current = [i + 1] + [Int](repeating: 0, count: b.count)
      for j in 0..<b.count {
        let change = previous[j] + (a[i] == b[j] ? 0 : 1)
        current[j + 1] = min(change, previous[j + 1] + 1, current[j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          current[j + 1] = min(current[j + 1], beforePrevious[j - 1] + 1)
        }
      }
      (beforePrevious, previous) = (previous, current)
    }
    return previous[b.count]
  }
}
