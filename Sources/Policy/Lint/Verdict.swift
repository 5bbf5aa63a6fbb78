import Diagnostics

/// What an analysis says of an output: whether a replacement moves it the risky way, by how much at most, and where that is decided.
struct Verdict {
  /// Whether the output can become more dangerous.
  let isRisky: Bool
  /// Whether it can become less dangerous as well: nobody can tell.
  let isUnknown: Bool
  /// The most by which the output moves the risky way; nil where there is no bound.
  let most: Double?
  /// Whether this is of data above what replaces it; nil where there is no above.
  let isAbove: Bool?
  /// The formula where the direction is lost, or where something takes the place of what is missing.
  let turn: Expression?

  init(_ analysis: DriftAnalysis, _ output: RiskyFallback.Output, isAbove: Bool?) {
    let drift = analysis[output.register]
    let isHigher = output.risk.direction == .higher
    isRisky = isHigher ? drift.mayRise : drift.mayFall
    isUnknown = drift.goesBothWays
    self.isAbove = isAbove
    let distance = isHigher ? drift.after.upper - drift.before.lower : drift.before.upper - drift.after.lower
    most = distance.isFinite && distance > 0 ? distance : nil
    guard isRisky else {
      turn = nil
      return
    }
    // Behind the output lie only the registers that it is computed from.
    var wanted: Set<Register> = [output.register]
    var path: [Instruction] = []
    for instruction in analysis.program.instructions.reversed() where wanted.contains(instruction.result) {
      wanted.formUnion(instruction.operation.operands)
      path.append(instruction)
    }
    let isUnknown = isUnknown
    turn =
      path.last { instruction in
        let operands = instruction.operation.operands.map { analysis[$0] }
        let result = analysis[instruction.result]
        if isUnknown { return result.goesBothWays && !operands.contains(where: \.goesBothWays) }
        return (result.mayRise || result.mayFall) && !operands.contains { $0.mayRise || $0.mayFall }
      }?.origin
  }
}
