/// Follows two runs of a program at once that differ in some inputs, and tells for each register where it can move.
///
/// It computes with stretches of numbers instead of numbers (abstract interpretation). What it rules out never happens, but for two things:
/// results too large for a number, which the engine makes missing, count as very large here; and roundings of `pow`, `exp` and `log` count
/// as exact.
struct DriftAnalysis {
  let program: Program
  /// What is known of each register, by its index.
  private(set) var states: [Drift]
  /// The instruction that fills a register.
  let definers: [Int?]
  /// Steps that may still be spent on looking again under the condition of a ternary; hostile policies must not cost more.
  var budget: Int
  private var depth = 0

  /// An analysis from what the inputs are; an input that is not given can be anything, the same in both runs.
  init(_ program: Program, inputs: [Register: Drift], budget: Int = 100_000) {
    self.program = program
    self.budget = budget
    states = program.registers.map { .same($0.type == .text ? Bounds(0) : .all) }
    var definers = [Int?](repeating: nil, count: program.registers.count)
    for (position, instruction) in program.instructions.enumerated() { definers[instruction.result.index] = position }
    self.definers = definers
    for constant in program.constants { states[constant.register.index] = .same(constant.value) }
    let mixed = Self.mixed(in: program, inputs.filter { !$0.value.isSame }.map(\.key))
    for (register, drift) in inputs { states[register.index] = mixed.contains(register) ? drift.mixed : drift }
    for instruction in program.instructions { states[instruction.result.index] = drift(of: instruction.operation) }
  }

  /// The changing inputs with a record for each entity that an aggregate sees. Then an entity whose own record is good feels the change of the
  /// others, so that the input may be the same for it.
  private static func mixed(in program: Program, _ changing: [Register]) -> Set<Register> {
    let rows = changing.filter { program.info($0).cadence == .perEntity }
    guard !rows.isEmpty else { return [] }
    let seen = program.instructions.compactMap { instruction -> Register? in
      if case .aggregate(_, let value) = instruction.operation { value } else { nil }
    }
    return Set(rows).intersection(program.inputs(behind: seen))
  }

  subscript(register: Register) -> Drift { states[register.index] }

  /// What an operation gives, by what is known of its operands.
  private mutating func drift(of operation: Operation) -> Drift {
    let drift: Drift =
      switch operation {
      case .unary(let operation, let value): Self.unary(operation, self[value])
      case .binary(let operation, let left, let right): Self.binary(operation, self[left], self[right])
      case .compare(let comparison, let left, let right):
        program.info(left).type == .text
          ? Self.compareTexts(comparison, self[left], self[right]) : Self.compare(comparison, self[left], self[right])
      case .and(let left, let right): Self.logic(deciding: 0, self[left], self[right])
      case .or(let left, let right): Self.logic(deciding: 1, self[left], self[right])
      case .select(let condition, let then, let otherwise): select(condition, then, otherwise)
      case .coalesce(let parts): Self.coalesce(parts.map { self[$0] })
      case .clamp(let value, let lowest, let highest): Self.clamp(self[value], self[lowest], self[highest])
      case .smallest(let parts): Self.extreme(parts.map { self[$0] }) { min($0, $1) }
      case .largest(let parts): Self.extreme(parts.map { self[$0] }) { max($0, $1) }
      case .match(let subject, let arms): Self.match(self[subject], arms.map { ($0.text, self[$0.value]) })
      case .membership(let value, let list):
        Self.membership(self[value], list.map { self[$0] }, isText: program.info(value).type == .text)
      case .weights(let terms): Self.weights(terms.map { ($0.weight, self[$0.value]) })
      case .aggregate(let aggregate, let value): Self.aggregate(aggregate, self[value])
      }
    return drift.settled
  }

  /// What is known of registers where a condition is true or false in each run; nil where that cannot be.
  mutating func states(of targets: [Register], where condition: Register, before: Bool?, after: Bool?) -> [Drift]? {
    guard budget > 0, depth < 8 else { return targets.map { self[$0] } }
    let (kept, keptDepth) = (states, depth)
    defer { (states, depth) = (kept, keptDepth) }
    depth += 1
    var assumption = Assumption(program: program, definers: definers, states: states)
    guard assumption.assume(condition, before: before, after: after) else { return nil }
    states = assumption.states
    var isDirty = assumption.isTouched
    let last = targets.compactMap { definers[$0.index] }.max() ?? -1
    budget -= last + 1 + states.count / 8
    for position in 0..<max(0, last + 1) {
      let instruction = program.instructions[position]
      let result = instruction.result.index
      // What holds for an entity here need not hold for those that an aggregate goes over.
      if case .aggregate = instruction.operation { continue }
      guard !assumption.isTouched[result], instruction.operation.operands.contains(where: { isDirty[$0.index] }) else { continue }
      states[result] = drift(of: instruction.operation)
      isDirty[result] = true
    }
    return targets.map { self[$0] }
  }
}
