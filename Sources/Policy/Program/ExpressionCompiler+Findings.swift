import Diagnostics

extension ExpressionCompiler {
  mutating func refuse(_ code: DiagnosticCode, _ operand: Operand, _ message: @autoclosure () -> String, help: String? = nil) {
    findings.add(Diagnostic(code, message(), at: operand.origin.span, caption: "\(operand.type)", help: help))
  }

  /// A conflict between two parts, both of them shown.
  mutating func conflict(_ code: DiagnosticCode, _ rule: String, _ first: Operand, _ second: Operand, help: String? = nil) {
    findings.add(
      Diagnostic(
        code, "\(rule): \(first.origin.place.quoted) is \(first.type), \(second.origin.place.quoted) is \(second.type)",
        at: second.origin.span, caption: "\(second.type)", help: help
      ).pointing(to: first.origin.span, "\(first.type)"))
  }

  /// The one type of several parts; flexible ones give way. Nil after a finding.
  mutating func unify(_ operands: [Operand], word: String) -> (type: ValueType, isFlexible: Bool)? {
    guard let anchor = operands.first(where: { !$0.isFlexible }) ?? operands.first else { return nil }
    for operand in operands {
      // Of two parts the earlier one is named first.
      guard operand.type.isSameKind(as: anchor.type) else {
        let (first, second) = inOrder(anchor, operand, operands)
        conflict(.typeMismatch, "the parts of `\(word)` are of one type", first, second)
        return nil
      }
      guard operand.type == anchor.type || operand.isFlexible else {
        let (first, second) = inOrder(anchor, operand, operands)
        conflict(.unitMismatch, "the parts of `\(word)` have one unit", first, second)
        return nil
      }
    }
    return (anchor.type, anchor.isFlexible)
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
    case nil:
      if name.contains(".") { unknownField(name, origin) } else { unknownSingle(name, origin) }
      return nil
    }
  }

  private mutating func unknownField(_ name: String, _ origin: Expression) {
    let parts = name.split(separator: ".").map(String.init)
    let (group, field) = (parts[0], parts.count > 1 ? parts[1] : "")
    if let fields = scope.groups[group] {
      // A field that is listed and has no register failed on its own account.
      guard !fields.contains(field) else { return }
      unknown(
        "`\(group)` has no field `\(field.shown(limit: 40))`", origin, help: Suggestion.help(for: field, among: fields), "fields", fields)
      return
    }
    switch scope[group] {
    case .broken: return
    case .register: unknown("`\(group)` is a value and has no fields", origin, help: nil, "fields", [])
    case nil:
      let groups = scope.groups.keys.sorted()
      unknown("`\(group.shown(limit: 40))` is no source", origin, help: Suggestion.help(for: group, among: groups), "sources", groups)
    }
  }

  private mutating func unknownSingle(_ name: String, _ origin: Expression) {
    if let fields = scope.groups[name] {
      let help = fields.count == 1 ? "write `\(name).\(fields[0])`" : "write `\(name).field`"
      unknown("`\(name)` is a source; an expression uses one of its fields", origin, help: help, "fields", fields)
    } else if let function = Function(rawValue: name) {
      unknown("`\(name)` is a function and is called", origin, help: "write `\(function.usage)`", "names", [])
    } else {
      let names = scope.singleNames
      let help = Suggestion.help(for: name, among: names) ?? "a text stands in quotes: `'\(name.shown(limit: 40))'`"
      unknown("`\(name.shown(limit: 40))` means nothing here", origin, help: help, "names", names)
    }
  }

  private mutating func unknown(_ message: String, _ origin: Expression, help: String?, _ kind: String, _ valid: [String]) {
    let listed = valid.prefix(12).map { "`\($0)`" }.joined(separator: ", ") + (valid.count > 12 ? ", …" : "")
    findings.add(
      Diagnostic(.unknownName, message, at: origin.span, caption: "unknown", help: help, notes: valid.isEmpty ? [] : ["\(kind): \(listed)"])
    )
  }
}
