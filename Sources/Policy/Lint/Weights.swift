import Diagnostics

/// Weights that do nothing, pull the other way, or add up to more than the clamp above them lets through.
enum Weights {
  static func findings(_ policy: CheckedPolicy) -> [Diagnostic] {
    let program = policy.program
    guard program.instructions.contains(where: { $0.operation.isWeights }) else { return [] }
    let analysis = DriftAnalysis(program, inputs: policy.inputDrifts)
    var sums: [Register: (terms: [WeightedTerm], origin: Expression)] = [:]
    var findings: [Diagnostic] = []
    for instruction in program.instructions {
      switch instruction.operation {
      case .weights(let terms):
        findings += signs(terms, instruction.origin.parts)
        sums[instruction.result] = (terms, instruction.origin)
      case .clamp(let value, _, let highest):
        guard let sum = sums[value], case .number(1) = program.constant(highest) else { continue }
        findings += above(sum.terms, sum.origin, clamp: instruction.origin, highest: analysis[value].before.upper)
      default: continue
      }
    }
    return findings
  }

  private static func signs(_ terms: [WeightedTerm], _ names: [Expression]) -> [Diagnostic] {
    let hasPositive = terms.contains { $0.weight > 0 }
    return zip(terms, names).compactMap { term, name in
      if term.weight == 0 {
        return Diagnostic(
          .zeroWeight, .warning, "a weight of 0 leaves \(name.words) out of the sum", at: name.span, caption: "counts for nothing",
          help: "give it a weight, or take the line out")
      }
      guard term.weight < 0, hasPositive else { return nil }
      return Diagnostic(
        .negativeWeight, .warning,
        "\(name.words) has the weight \(Interval.short(term.weight)) among positive ones: it takes back what they add", at: name.span,
        caption: "pulls the other way", help: "is `\(Interval.short(-term.weight))` meant?")
    }
  }

  /// With weights beyond the clamp, two inputs that are high look like one.
  private static func above(
    _ terms: [WeightedTerm], _ origin: Expression, clamp: Expression, highest: Double
  ) -> [Diagnostic] {
    // The error of adding 0.4, 0.4 and 0.2 is no weight.
    let sum = terms.reduce(0) { $0 + max(0, $1.weight) }
    guard sum > 1 + 1e-9, highest > 1 + 1e-9, let last = origin.parts.last else { return [] }
    let total = Interval.short((sum * 1e6).rounded() / 1e6)
    let first = origin.parts.first ?? last
    return [
      Diagnostic(
        .weightsAboveClamp, .warning, "the weights add up to \(total), and the sum is clamped at 1", at: first.span,
        caption: "the weights begin here", help: "let them add up to 1: beyond it the clamp hides how high the inputs are"
      ).pointing(to: clamp.parts.last?.span, "clamped here")
    ]
  }
}

extension Operation {
  fileprivate var isWeights: Bool {
    if case .weights = self { true } else { false }
  }
}
