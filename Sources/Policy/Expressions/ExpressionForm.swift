/// A structured form: a mapping that stands where a formula may stand.
enum ExpressionForm: String, Sendable, CaseIterable {
  case weights, match
  case firstOf = "first_of"

  /// For the reference.
  var summary: String {
    switch self {
    case .weights: "A weighted sum: names and a number for each, added in the order written. `clamp` may stand beside it."
    case .match: "Looks at the text `of`, and takes the value of the text that it is. Another text, and a missing one, is missing."
    case .firstOf: "The first part of a list that is not missing."
    }
  }

  /// How the form is written.
  var usage: String {
    switch self {
    case .weights: "{weights: {heat: 0.6, stress: 0.4}, clamp: [0, 1]}"
    case .match: "{match: {of: market.regime, CALM: 0.0, WILD: 1.0}}"
    case .firstOf: "{first_of: [market.sigma, 0.5]}"
    }
  }

  /// What stands behind the word.
  var type: TypeDescription {
    switch self {
    case .weights:
      .map(.number(nil), keys: .pattern("[A-Za-z_][A-Za-z0-9_]*(?:\\.[A-Za-z_][A-Za-z0-9_]*)?", words: "a name"), count: 1...Int.max)
    case .match:
      .object(
        [FieldDescription(name: "of", type: .expression, isRequired: true, summary: "The text to look at.")], others: .expression,
        count: 2...Int.max)
    case .firstOf: .list(.expression, count: 1...Int.max)
    }
  }

  /// As a field of the mapping.
  var field: FieldDescription { FieldDescription(name: rawValue, type: type, isRequired: false, summary: summary) }

  /// The one word that may stand beside a form: bounds of the weighted sum.
  static let clamp = FieldDescription(
    name: Function.clamp.rawValue, type: .list(.expression, count: 2...2), isRequired: false,
    summary: "The bounds of the sum of `weights`, beside it.")
}
