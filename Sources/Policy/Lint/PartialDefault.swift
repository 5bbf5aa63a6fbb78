import Diagnostics

/// A `default` that leaves out a field without which an output is missing: the row is then not written, although a fallback was given.
enum PartialDefault {
  static func findings(_ policy: CheckedPolicy) -> [Diagnostic] {
    policy.sources.flatMap { source -> [Diagnostic] in
      // A list for all causes stands in one place.
      var seen: Set<SourceSpan> = []
      return Cause.allCases.compactMap { cause in
        let steps = source.fallback[cause]
        guard case .values(let values)? = steps.last, let place = source.fallback.span(of: steps.count - 1, for: cause),
          seen.insert(place).inserted
        else { return nil }
        return finding(source, values, at: place, policy)
      }
    }
  }

  private static func finding(
    _ source: SourceDeclaration, _ values: [Int: Constant], at place: SourceSpan, _ policy: CheckedPolicy
  ) -> Diagnostic? {
    // An optional field may be missing from a good record as well.
    let leftOut = source.fields.indices.filter { values[$0] == nil && source.fields[$0].absence != .missing }
    var fields: [String] = []
    var outputs: [String] = []
    for index in leftOut {
      let absence = Absence(of: [source.registers[index]], in: policy.program)
      let needing = policy.sinks.flatMap { sink in
        sink.outputs.filter { absence.possible.contains($0.register) }.map { "`\($0.name)` of the sink `\(sink.name)`" }
      }
      guard !needing.isEmpty else { continue }
      fields.append(source.fields[index].name)
      for output in needing where !outputs.contains(output) { outputs.append(output) }
    }
    guard let first = fields.first else { return nil }
    let names = fields.map { "`\($0)`" }.joined(separator: ", ")
    return Diagnostic(
      .partialDefault, .warning, "the `default` of `\(source.name)` leaves out \(names), and for that an output can be missing", at: place,
      help: "name \(fields.count == 1 ? "it" : "them") in the `default` too, or let the formula replace it: `\(source.name).\(first) ?? …`",
      notes: ["a row with a missing value is not written; needed by " + outputs.joined(separator: ", ")])
  }
}
