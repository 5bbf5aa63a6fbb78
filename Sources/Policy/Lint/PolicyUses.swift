/// Which names of a policy are used by what leaves it: values, params and fields, at first hand or through values.
///
/// Everything that reads a value goes through here: whoever adds a place with expressions gives them to `init`.
struct PolicyUses: Sendable {
  /// Names of values and params, and `source.field`.
  private(set) var names: Set<String> = []
  /// The sources of which a field is used.
  private(set) var sources: Set<String> = []

  /// The uses by `expressions`, by `names` that are read without one, such as params and fields (as `source.field`) in keys, and of `sources` as a whole.
  init(of expressions: [Expression], names read: [String] = [], sources: [String] = [], values: [NamedValue]) {
    self.sources = Set(sources)
    let formulas = Dictionary(values.map { ($0.name, $0.expression) }) { first, _ in first }
    var open = expressions.flatMap { $0.names.map(\.name) } + read
    while let name = open.popLast() {
      guard names.insert(name).inserted else { continue }
      if let dot = name.firstIndex(of: ".") { self.sources.insert(String(name[..<dot])) }
      if let formula = formulas[name] { open += formula.names.map(\.name) }
    }
  }
}
