/// What becomes missing when some inputs of a program are.
///
/// Aggregates leave missing rows out, so nothing is missing behind one.
struct Absence {
  /// The registers that can be missing for it.
  private(set) var possible: Set<Register>
  /// The registers that are missing for it, whatever else there is.
  private(set) var certain: Set<Register>

  init(of inputs: some Sequence<Register>, in program: Program) {
    possible = Set(inputs)
    certain = possible
    guard !possible.isEmpty else { return }
    for instruction in program.instructions {
      if Self.isMissing(instruction.operation, possible, isCertain: false) { possible.insert(instruction.result) }
      if Self.isMissing(instruction.operation, certain, isCertain: true) { certain.insert(instruction.result) }
    }
  }

  private static func isMissing(_ operation: Operation, _ missing: Set<Register>, isCertain: Bool) -> Bool {
    func some(_ registers: [Register]) -> Bool {
      isCertain ? registers.allSatisfy(missing.contains) : registers.contains(where: missing.contains)
    }
    return switch operation {
    case .coalesce(let parts): parts.allSatisfy(missing.contains)
    case .select(let condition, let then, let otherwise): missing.contains(condition) || some([then, otherwise])
    case .match(let subject, let arms): missing.contains(subject) || some(arms.map(\.value))
    case .and(let left, let right), .or(let left, let right): some([left, right])
    case .aggregate: false
    case .unary, .binary, .compare, .clamp, .smallest, .largest, .membership, .weights:
      operation.operands.contains(where: missing.contains)
    }
  }
}
