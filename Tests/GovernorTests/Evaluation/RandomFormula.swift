/// A formula that a test makes up: written out for the parser, and kept as a tree for the reference.
indirect enum RandomFormula {
  case number(Double)
  case text(String)
  case boolean(Bool)
  case name(String)
  case unary(String, RandomFormula)
  case binary(String, RandomFormula, RandomFormula)
  case call(String, [RandomFormula])
  case conditional(RandomFormula, RandomFormula, RandomFormula)
  case coalesce([RandomFormula])
  case membership(RandomFormula, [RandomFormula])
  case aggregate(String, RandomFormula)
  /// Forms are written as YAML, and stand only in places that take YAML.
  case firstOf([RandomFormula])
  case match(RandomFormula, [(String, RandomFormula)])
  case weights([(String, Double)], [RandomFormula]?)

  /// As a person could write it.
  var text: String {
    switch self {
    case .number(let value): "\(value)"
    case .text(let text): "'\(text)'"
    case .boolean(let value): "\(value)"
    case .name(let name): name
    case .unary(let sign, let value): "\(sign)(\(value.text))"
    case .binary(let sign, let left, let right): "(\(left.text) \(sign) \(right.text))"
    case .call(let name, let values): "\(name)(\(Self.list(values)))"
    case .conditional(let condition, let then, let otherwise): "(\(condition.text) ? \(then.text) : \(otherwise.text))"
    case .coalesce(let parts): "(" + parts.map(\.text).joined(separator: " ?? ") + ")"
    case .membership(let value, let list): "(\(value.text) in [\(Self.list(list))])"
    case .aggregate(let name, let value): "\(name)(\(value.text))"
    case .firstOf(let parts): "{first_of: [\(parts.map(\.yaml).joined(separator: ", "))]}"
    case .match(let of, let arms): "{match: {of: \(of.yaml), \(arms.map { "\"\($0.0)\": \($0.1.yaml)" }.joined(separator: ", "))}}"
    case .weights(let terms, let clamp):
      "{weights: {\(terms.map { "\($0.0): \($0.1)" }.joined(separator: ", "))}"
        + (clamp.map { ", clamp: [\($0.map(\.yaml).joined(separator: ", "))]" } ?? "") + "}"
    }
  }

  private static func list(_ values: [RandomFormula]) -> String { values.map(\.text).joined(separator: ", ") }

  /// In a place that takes YAML.
  var yaml: String { isForm ? text : "\"\(text)\"" }

  private var isForm: Bool {
    switch self {
    case .firstOf, .match, .weights: true
    default: false
    }
  }

  /// Whether it has a value for each entity.
  var isPerEntity: Bool {
    switch self {
    case .number, .text, .boolean, .aggregate: false
    case .name(let name): !["x", "y", "o", "u"].contains(name)
    case .unary(_, let value): value.isPerEntity
    case .binary(_, let left, let right): left.isPerEntity || right.isPerEntity
    case .call(_, let parts), .coalesce(let parts), .firstOf(let parts): parts.contains(where: \.isPerEntity)
    case .conditional(let a, let b, let c): a.isPerEntity || b.isPerEntity || c.isPerEntity
    case .membership(let value, let list): value.isPerEntity || list.contains(where: \.isPerEntity)
    case .match(let of, let arms): of.isPerEntity || arms.contains { $0.1.isPerEntity }
    case .weights(let terms, let clamp):
      terms.contains { RandomFormula.name($0.0).isPerEntity } || clamp?.contains(where: \.isPerEntity) ?? false
    }
  }
}
