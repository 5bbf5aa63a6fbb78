public import Diagnostics

extension ProgramBuilder {
  /// Compiles named values in the order of their dependencies, whatever their order in the file.
  ///
  /// Returns those that compiled, in the order given; each becomes a known name. One that failed, or has no expression, becomes a
  /// broken name. Values that depend on themselves are an error that shows each of them.
  public mutating func compile(
    values: [(name: String, nameSpan: SourceSpan, expression: Expression?)], into bag: inout DiagnosticBag
  ) -> [NamedValue] {
    var indices: [String: Int] = [:]
    for (index, value) in values.enumerated() {
      if let first = indices[value.name] {
        bag.add(
          Diagnostic(.nameCollision, "two values are called `\(value.name.shown(limit: 40))`", at: value.nameSpan)
            .pointing(to: values[first].nameSpan, "first here"))
      } else if scope[value.name] != nil {
        bag.add(
          Diagnostic(
            .nameCollision, "the name `\(value.name.shown(limit: 40))` means something else already", at: value.nameSpan,
            help: "give the value another name"))
      } else {
        indices[value.name] = index
      }
    }
    scope.announce(indices.keys)
    let order = DependencyOrder(values: values, indices: indices)
    for cycle in order.cycles { bag.add(finding(cycle, values)) }
    // The other faults of a cycle's members are still worth knowing, but no use of a member is a fault of its own.
    for index in order.cyclic { defineBroken(values[index].name) }
    var results: [Int: NamedValue] = [:]
    for index in order.sorted {
      let value = values[index]
      guard let expression = value.expression else {
        defineBroken(value.name)
        continue
      }
      scope.current = value.name
      defer { scope.current = nil }
      guard let register = compile(expression, expected: nil, into: &bag), !order.cyclic.contains(index) else {
        defineBroken(value.name)
        continue
      }
      define(value.name, as: register)
      declare(value.name, at: value.nameSpan, as: "computed")
      results[index] = NamedValue(name: value.name, expression: expression, register: register, span: value.nameSpan)
    }
    return values.indices.compactMap { results[$0] }
  }

  private func finding(
    _ cycle: DependencyOrder.Cycle, _ values: [(name: String, nameSpan: SourceSpan, expression: Expression?)]
  ) -> Diagnostic {
    let itself = cycle.count == 1 ? fieldMeant(cycle, values) : nil
    return cycle.finding(
      .cycle, ofMany: "values", name: { values[$0].name }, span: { values[$0].nameSpan },
      help: cycle.count == 1
        ? itself.map { "did you mean `\($0)`?" } ?? "a value cannot see what it was in the tick before; leave itself out of its formula"
        : "take one of these uses out of its formula")
  }

  /// The field that a value means which is nothing but its own name: `depth: depth`, `tank_depth: tank_depth`.
  private func fieldMeant(
    _ cycle: DependencyOrder.Cycle, _ values: [(name: String, nameSpan: SourceSpan, expression: Expression?)]
  ) -> String? {
    guard let index = cycle.links.first?.value, values[index].expression?.isName(values[index].name) ?? false else { return nil }
    let name = values[index].name
    let meant = scope.groups.flatMap { group, fields in
      fields.filter { $0 == name || "\(group)_\($0)" == name }.map { "\(group).\($0)" }
    }
    return meant.count == 1 ? meant[0] : nil
  }
}
