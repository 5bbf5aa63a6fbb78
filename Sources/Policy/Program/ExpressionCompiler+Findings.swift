import Diagnostics

extension ExpressionCompiler {
  mutating func refuse(_ code: DiagnosticCode, _ operand: Operand, _ message: @autoclosure () -> String, help: String? = nil) {
    let declarations = scope.declarations
    findings.add(
      Self.declared(declarations, Diagnostic(code, message(), at: operand.origin.span, caption: "\(operand.type)", help: help), operand))
  }

  /// The finding with the declarations that give the operands their types: one of them may be what is wrong.
  private static func declared(
    _ declarations: [String: Scope.Declaration], _ finding: Diagnostic, _ operands: Operand...
  ) -> Diagnostic {
    var finding = finding
    for operand in operands {
      guard let name = operand.origin.shortName, let declaration = declarations[name] else { continue }
      finding = finding.pointing(to: declaration.span, "\(declaration.words) here: \(operand.type)")
    }
    return finding
  }

  /// A conflict between two parts, both of them shown.
  mutating func conflict(_ code: DiagnosticCode, _ rule: String, _ first: Operand, _ second: Operand, help: String? = nil) {
    let declarations = scope.declarations
    findings.add(
      Self.declared(
        declarations,
        Diagnostic(
          code, "\(rule): \(first.origin.place.quoted) is \(first.type), \(second.origin.place.quoted) is \(second.type)",
          at: second.origin.span, caption: "\(second.type)", help: help
        ).pointing(to: first.origin.span, "\(first.type)"), first, second))
  }

  /// The one type of several parts; flexible ones give way. Nil after a finding.
  mutating func unify(_ operands: [Operand], word: String) -> (type: ValueType, isFlexible: Bool)? {
    guard let anchor = operands.first(where: { !$0.isFlexible }) ?? operands.first else { return nil }
    for operand in operands {
      // Of two parts the earlier one is named first.
      guard operand.type.isSameKind(as: anchor.type) else {
        let (first, second) = inOrder(anchor, operand, operands)
        conflict(
          .typeMismatch, "the parts of `\(word)` are of one type", first, second, help: Self.help(forTypes: first, second, word: word))
        return nil
      }
      guard operand.type == anchor.type || operand.isFlexible else {
        let (first, second) = inOrder(anchor, operand, operands)
        conflict(.unitMismatch, "the parts of `\(word)` have one unit", first, second, help: help(forUnits: first, second, word: word))
        return nil
      }
    }
    return (anchor.type, anchor.isFlexible)
  }

  /// Times are what people most often compare with something else.
  private static func help(forTypes first: Operand, _ second: Operand, word: String) -> String? {
    guard BinaryOperator(rawValue: word) != nil, first.type == .time || second.type == .time else { return nil }
    let other = first.type == .time ? second : first
    let time = first.type == .time ? first : second
    guard other.type.unit != nil else { return "a time comes from `now` or from a field of `type: time`" }
    // Of the time itself an age says nothing, so the help for `now` names another time.
    let age = time.origin.isName("now") ? "now - a_time" : "now - \(time.origin.shortName ?? "a_time")"
    return "an age is the difference of two times: write `\(age) < 30s`"
  }

  /// A value without unit beside one that has a unit is mostly one whose unit was never written down, or a product without its parentheses.
  private func help(forUnits first: Operand, _ second: Operand, word: String) -> String? {
    guard let one = first.type.unit, let other = second.type.unit else { return nil }
    guard one.isRatio != other.isRatio else { return UnitSlip(one, other)?.help(scope, program) }
    if other.isRatio, word == "-" || word == "+", case .binary(.multiply, _, let factor) = first.origin.form,
      case .number = factor.form, let left = factor.text, let right = second.origin.text
    {
      return "`*` comes before `\(word)`: write `(\(left) \(word) \(right.shown(limit: 60)))` if that is the factor"
    }
    let (bare, unit) = one.isRatio ? (first, other) : (second, one)
    guard let name = bare.origin.shortName, unit.isWord, scope.declarations[name]?.takesUnit ?? true else { return nil }
    return "if \(bare.origin.place.quoted) is in \(unit), write `unit: \(unit)` where it is declared"
  }

  private func inOrder(_ anchor: Operand, _ other: Operand, _ all: [Operand]) -> (Operand, Operand) {
    // The anchor stands behind the other only where everything before it was flexible.
    other.isFlexible && all.first?.isFlexible == true ? (other, anchor) : (anchor, other)
  }

  /// A name's meaning, or nil after a finding; broken names are silent.
  mutating func named(_ name: String, _ origin: Expression) -> Operand? {
    switch scope[name] {
    case .register(let register):
      let info = program.info(register)
      return Operand(
        source: .register(register), constant: program.constant(register), type: info.type, isFlexible: false, cadence: info.cadence,
        origin: origin)
    case .broken: return nil
    case nil where scope.isOpen: return nil
    case nil:
      if name.contains(".") { unknownField(name, origin) } else { unknownSingle(name, origin) }
      return nil
    }
  }

  private mutating func unknownField(_ name: String, _ origin: Expression) {
    let parts = name.split(separator: ".").map(String.init)
    let (group, field) = (parts[0], parts.count > 1 ? parts[1] : "")
    // What it has cannot be known: it stands twice, say.
    if case .broken = scope[group] { return }
    if let fields = scope.groups[group] {
      // A field that is listed and has no register failed on its own account.
      guard !fields.contains(field) else { return }
      unknown(
        "`\(group)` has no field `\(field.shown(limit: 40))`", origin,
        help: scope.suggestion(for: field, among: fields).map { "did you mean `\($0)`?" }, "fields", fields)
      return
    }
    switch scope[group] {
    case .broken: return
    case .register: unknown("`\(group)` is a value and has no fields", origin, help: nil, "fields", [])
    case nil:
      let groups = scope.groupNames()
      let near = scope.suggestion(for: group, among: groups)
      // A source that was renamed keeps its fields.
      let owners = groups.filter { scope.groups[$0]?.contains(field) ?? false }
      let owner = near.map { owners.contains($0) } ?? false || owners.count != 1 ? nil : "\(owners[0]).\(field)"
      let help = (owner ?? near).map { "did you mean `\($0)`?" }
      unknown("`\(group.shown(limit: 40))` is no source", origin, help: help, "sources", groups)
    }
  }

  private mutating func unknownSingle(_ name: String, _ origin: Expression) {
    if let fields = scope.groups[name] {
      let reading = fields.count == 1 ? "`\(name).\(fields[0])`" : "`\(name).field`"
      let help = takesText ? "write `'\(name)'`, in quotes, if the text is meant, or \(reading)" : "write \(reading)"
      unknown("`\(name)` is a source; an expression uses one of its fields", origin, help: help, "fields", fields)
    } else if let function = Function(rawValue: name) {
      unknown("`\(name)` is a function and is called", origin, help: "write `\(function.usage)`", "names", [])
    } else {
      let names = scope.singleNames()
      if let help = Self.help(forWord: name) {
        unknown("`\(name)` means nothing here", origin, help: help, "names", names)
        return
      }
      // A key of `weights` is always a name, so a text cannot be meant there.
      let quotes = origin.place.isText ? "if a text is meant, put it in quotes: `'\(name.shown(limit: 40))'`" : nil
      // A field is most often what stands alone where its source was forgotten.
      let field = scope.groups.filter { $0.value.contains(name) }.keys.min().map { "did you mean `\($0).\(name)`?" }
      let help = field ?? scope.suggestion(for: name).map { "did you mean `\($0)`?" } ?? quotes
      unknown("`\(name.shown(limit: 40))` means nothing here", origin, help: help, "names", names)
    }
  }

  /// Words of other languages for what ours says otherwise.
  static func help(forWord name: String) -> String? {
    switch name.lowercased() {
    case "none", "nil", "null", "missing", "undefined", "nan": "a value may be missing, and `a ?? b` replaces it"
    case "if", "iif", "ifelse": "write `condition ? then : otherwise`"
    case "true", "false": "write `\(name.lowercased())`"
    default: nil
    }
  }

  private mutating func unknown(_ message: String, _ origin: Expression, help: String?, _ kind: String, _ valid: [String]) {
    findings.add(
      Diagnostic(.unknownName, message, at: origin.span, caption: "unknown", help: help, notes: NameList.notes(kind, valid, limit: 12))
    )
  }
}
