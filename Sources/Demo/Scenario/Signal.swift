import Policy

/// How a simulated value moves.
enum Signal: Sendable {
  /// A random walk that is turned back at its bounds.
  case walk(start: Double, step: Double, range: Interval)
  /// One of some texts, held for a while.
  case choice([String], hold: Double)
  /// The time of now, in whole Unix seconds.
  case now
  /// Always the same text.
  case constant(String)
}

/// What a policy's world says of a walk.
private struct Walk: Sendable {
  let start: Double
  let step: Double
  let range: Interval

  static let schema = Schema(
    .required("start", .number(), "Where the walk begins."),
    .required("step", .number(), "The most that it moves in a second."),
    .required("range", .interval, "Where it stays."),
    make: Walk.init)
}

/// The forms of a signal that are mappings.
private struct SignalForms: Sendable {
  let walk: Walk?
  let choice: [String]?
  let hold: Double

  static let schema = Schema(
    .optional("walk", Walk.schema.type(named: "`walk`"), "A random walk."),
    .optional("choice", .list(.text, of: "`choice`"), "One of some texts."),
    .optional("hold", .duration(), default: 10, shown: "10s", "How long a choice is held."),
    make: SignalForms.init
  )
}

extension FieldType where Value == Signal {
  /// `now`, a constant, or a mapping.
  static var signal: FieldType {
    FieldType(.described("`now`, a constant, `{walk: …}` or `{choice: […]}`")) { node, context in
      if let scalar = node.scalar { return scalar.text == "now" ? .now : .constant(scalar.text) }
      guard let forms = SignalForms.schema.type(named: "a signal").read(node, context) else { return nil }
      if let walk = forms.walk { return .walk(start: walk.start, step: walk.step, range: walk.range) }
      return .choice(forms.choice ?? [], hold: forms.hold)
    }
  }
}
