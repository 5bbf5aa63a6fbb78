import Diagnostics

/// Reads `params`: each a value, or a mapping of a value with its type, unit and range.
enum ParamSection {
  static func read(_ node: Node?, _ context: LoadContext) -> [Param] {
    PolicyBody.entries(node, "`params`", context).compactMap { entry in
      guard Word.isName(entry.key) else {
        context.report(badName(entry))
        context.brokenParams.insert(entry.key)
        return nil
      }
      guard let param = param(entry, context) else {
        context.brokenParams.insert(entry.key)
        return nil
      }
      context.params[entry.key] = param
      return param
    }
  }

  static func badName(_ entry: Node.Entry) -> Diagnostic {
    Diagnostic(
      .badName, "`\(entry.key.shown())` is not a name", at: entry.keySpan,
      help: Word.help(for: entry.key))
  }

  /// What a mapping may say of a param.
  struct Spec: Sendable {
    let value: Node
    let kind: Param.Kind?
    let unit: Unit?
    let range: Interval?

    static let schema = Schema(
      .required("value", .anyScalar, "The value."),
      .optional("type", .choice, "What it is; left out, what it looks like, and with a default what that looks like."),
      .optional("unit", .unit, "The unit of a number."),
      .optional("range", .interval, "Where a number must lie."),
      make: Spec.init)
  }

  private static func param(_ entry: Node.Entry, _ context: LoadContext) -> Param? {
    let spec: Spec
    switch entry.value.content {
    case .scalar: spec = Spec(value: entry.value, kind: nil, unit: nil, range: nil)
    case .mapping:
      guard let read = Spec.schema.type(named: "the param `\(entry.key)`").read(entry.value, context) else { return nil }
      spec = read
    case .sequence:
      context.report(Diagnostic(.wrongKind, "a param is one value, not a list", at: entry.value.span))
      return nil
    }
    guard let scalar = spec.value.scalar, !scalar.text.isEmpty, !scalar.isNull else {
      context.report(
        Diagnostic(
          .emptyValue, "the param `\(entry.key)` has no value", at: spec.value.span, help: "write one, for example `\(entry.key): 0.5`"))
      return nil
    }
    // A unit or a range is written of numbers only, so a value that is none is a fault there and not a text.
    let kind = spec.kind ?? (spec.unit != nil || spec.range != nil ? .number : kind(of: scalar, entry.key, context))
    guard let kind else { return nil }
    guard isConsistent(spec, kind, entry, context), let (type, constant) = constant(spec, kind, entry.key, context) else { return nil }
    context.paramValues[entry.key] = spec.value.span
    return Param(name: entry.key, span: entry.keySpan, valueSpan: spec.value.span, type: type, constant: constant, text: scalar.text)
  }

  /// What a value looks like. One with a default looks like that, and what the environment gives has to look the same; else nil and a finding:
  /// no variable decides what a formula means.
  private static func kind(of scalar: Scalar, _ name: String, _ context: LoadContext) -> Param.Kind? {
    let found = kind(of: scalar.text)
    guard let byDefault = scalar.byDefault, !byDefault.text.isEmpty else { return found }
    let wanted = kind(of: byDefault.text)
    if wanted == .text || wanted == found { return wanted }
    let variables = byDefault.variables.map { "`\($0)`" }.joined(separator: ", ")
    context.report(
      Diagnostic(
        .otherTypeThanDefault, "\(variables) makes `\(name)` a \(found.rawValue), and the default of it is a \(wanted.rawValue)",
        at: scalar.span,
        help: "set \(variables) to a \(wanted.rawValue), as the default `\(byDefault.text.shown(limit: 40))` is, or say what it is: "
          + "`\(name): {value: …, type: \(found.rawValue)}`"))
    return nil
  }

  private static func kind(of text: String) -> Param.Kind {
    if NumberText.parseWritten(text) != nil { return .number }
    if text == "true" || text == "false" { return .boolean }
    return DurationText.seconds(text) != nil ? .duration : .text
  }

  private static func isConsistent(_ spec: Spec, _ kind: Param.Kind, _ entry: Node.Entry, _ context: LoadContext) -> Bool {
    guard kind != .number, spec.unit != nil || spec.range != nil else { return true }
    context.report(
      Diagnostic(
        .conflictingFields, "only a number has a `unit` or a `range`, and `\(entry.key)` is a \(kind.rawValue)", at: entry.value.span))
    return false
  }

  private static func constant(
    _ spec: Spec, _ kind: Param.Kind, _ name: String, _ context: LoadContext
  ) -> (ValueType, Constant)? {
    let unit = spec.unit ?? .ratio
    switch kind {
    case .number:
      return FieldConstant(kind: .number, range: spec.range, scale: .seconds).read(spec.value, named: name, context)
        .map { (.number(unit), $0) }
    case .text: return FieldType<String>.text.read(spec.value, context).map { (.text, .text($0)) }
    case .boolean: return FieldType<Bool>.boolean.read(spec.value, context).map { (.boolean, .boolean($0)) }
    case .duration:
      return FieldType<Double>.duration(allowsZero: true).read(spec.value, context).map { (.number(Unit(word: "seconds")), .number($0)) }
    }
  }
}
