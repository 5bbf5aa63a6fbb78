public import Diagnostics

/// A formula as a person wrote it, taken apart but not yet checked against names, types and units.
public struct Expression: Sendable {
  /// One weighted name of a `weights` form.
  struct Term: Sendable {
    let name: Expression
    let weight: Double
  }

  /// One text of a `match` form and what it gives.
  struct Arm: Sendable {
    let key: String
    let value: Expression
  }

  /// What the formula is made of.
  indirect enum Form: Sendable {
    case number(Double)
    /// Seconds.
    case duration(Double)
    case text(String)
    case boolean(Bool)
    /// `a` or `source.field`.
    case name(String)
    case unary(UnaryOperator, Expression)
    case binary(BinaryOperator, Expression, Expression)
    case conditional(Expression, then: Expression, otherwise: Expression)
    /// `a ?? b ?? c`, or `first_of`, by the word that was used.
    case coalesce([Expression], word: String)
    case membership(Expression, of: [Expression])
    case call(String, name: Place, [Expression])
    case weights([Term])
    case match(of: Expression, [Arm])
    /// A part with a fault that is reported already; its parts are still looked through for others.
    case broken([Expression])
  }

  let form: Form
  let place: Place
  /// How deep the tree is.
  let depth: Int

  init(_ form: Form, at place: Place) {
    self.form = form
    self.place = place
    depth = 1 + (form.parts.lazy.map(\.depth).max() ?? 0)
  }

  /// The stretch of the file that the formula takes.
  public var span: SourceSpan { place.span }

  /// The formulas inside this one, in the order written; of `match` what it looks at comes first.
  public var parts: [Expression] { form.parts }

  /// The formula as written, in backticks; a structured form in words.
  public var words: String { place.quoted }

  /// The formula as written, after interpolation; nil for a structured form.
  public var text: String? { place.text }

  /// The name, where the formula is nothing but one: `a` or `source.field`.
  public var soleName: String? {
    if case .name(let name) = form { name } else { nil }
  }

  /// The name, where the formula is nothing but a single one.
  var shortName: String? {
    if case .name(let name) = form, name.utf8.count <= 60 { name } else { nil }
  }

  /// Whether the formula is nothing but this name.
  func isName(_ name: String) -> Bool { shortName == name }

  /// The names that the formula uses, in the order written, with their places.
  var names: [(name: String, place: Place)] {
    if case .name(let name) = form { return [(name, place)] }
    return form.parts.flatMap(\.names)
  }
}

extension Expression.Form {
  /// The formulas inside this one, in the order written.
  var parts: [Expression] {
    switch self {
    case .number, .duration, .text, .boolean, .name: []
    case .unary(_, let operand): [operand]
    case .binary(_, let left, let right): [left, right]
    case .conditional(let condition, let then, let otherwise): [condition, then, otherwise]
    case .coalesce(let parts, _), .call(_, _, let parts), .broken(let parts): parts
    case .membership(let value, let list): [value] + list
    case .weights(let terms): terms.map(\.name)
    case .match(let subject, let arms): [subject] + arms.map(\.value)
    }
  }
}
