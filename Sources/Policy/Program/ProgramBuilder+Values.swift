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
    for cycle in order.cycles { bag.add(Self.finding(cycle, values)) }
    let cyclic = Set(order.cycles.flatMap { $0.map(\.value) })
    // The other faults of a cycle's members are still worth knowing, but no use of a member is a fault of its own.
    for index in cyclic { defineBroken(values[index].name) }
    var results: [Int: NamedValue] = [:]
    for index in order.sorted {
      let value = values[index]
      guard let expression = value.expression else {
        defineBroken(value.name)
        continue
      }
      guard let register = compile(expression, expected: nil, into: &bag), !cyclic.contains(index) else {
        defineBroken(value.name)
        continue
      }
      define(value.name, as: register)
      results[index] = NamedValue(name: value.name, expression: expression, register: register, span: value.nameSpan)
    }
    return values.indices.compactMap { results[$0] }
  }

  private static func finding(
    _ cycle: [DependencyOrder.Link], _ values: [(name: String, nameSpan: SourceSpan, expression: Expression?)]
  ) -> Diagnostic {
    let path = (cycle.map(\.value) + [cycle[0].value]).map { "`\(values[$0].name)`" }
    let shown = path.count <= 12 ? path : path.prefix(10) + ["…"] + path.suffix(1)
    var finding = Diagnostic(
      .cycle, "\(path[0]) depends on itself: \(shown.joined(separator: " → "))", at: values[cycle[0].value].nameSpan,
      caption: "begins here",
      help: "one of them must do without the next")
    for (position, link) in cycle.enumerated() {
      finding = finding.pointing(to: link.place.span, "\(path[position]) uses \(path[position + 1])")
    }
    return finding
  }
}
