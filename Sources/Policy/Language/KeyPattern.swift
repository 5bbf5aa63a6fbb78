/// The set of keys that a template can make, what fills a placeholder being any text.
public struct KeyPattern: Sendable {
  /// Bytes, as servers compare keys; nil is what fills a placeholder.
  private let symbols: [UInt8?]

  /// The keys of a template.
  public init(_ template: KeyTemplate) {
    symbols = template.parts.flatMap { part -> [UInt8?] in
      switch part {
      case .literal(let text): text.utf8.map { $0 }
      case .entity, .field: [nil]
      }
    }
  }

  /// Whether some key belongs to both sets.
  public func overlaps(_ other: KeyPattern) -> Bool {
    // Both patterns are walked side by side; `reached` holds the places in `other` that can be matched so far.
    var reached = Set([0])
    other.passEntities(&reached)
    for symbol in symbols {
      var next: Set<Int> = []
      for place in reached {
        if let symbol {
          guard place < other.symbols.count else { continue }
          if other.symbols[place] == nil { next.insert(place) }
          if other.symbols[place] == symbol { next.insert(place + 1) }
        } else {
          next.formUnion(place...other.symbols.count)
        }
      }
      other.passEntities(&next)
      guard !next.isEmpty else { return false }
      reached = next
    }
    return reached.contains(other.symbols.count)
  }

  /// An entity of the pattern can stand for nothing, so its place may be passed at once.
  private func passEntities(_ places: inout Set<Int>) {
    for place in symbols.indices where places.contains(place) && symbols[place] == nil { places.insert(place + 1) }
  }
}
