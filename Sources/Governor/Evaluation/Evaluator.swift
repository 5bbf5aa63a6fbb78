public import Policy

/// Runs a program over the columns of a tick: one loop for each instruction, over all entities.
///
/// Buffers are kept from tick to tick. They are used again once the `Evaluation` that was handed out before is gone.
public struct Evaluator: Sendable {
  /// The program that it runs.
  public let program: Program
  var columns: [Column]
  /// Whether the rows are all entities that there are; see `evaluate`.
  private(set) var knowsEntities = true

  /// An evaluator for a program.
  public init(_ program: Program) {
    self.program = program
    columns = program.registers.map { Column(for: $0.type) }
    for constant in program.constants { columns[constant.register.index].append(constant.value) }
  }

  /// The values of all registers for one tick.
  ///
  /// `inputs` are in the order of `program.inputs`; one that is per tick has one row, one that is per entity has `rows` rows. Anything
  /// else is a fault of the caller and stops the process, because a number computed from the wrong rows would be silent.
  ///
  /// Where it is not known which entities there are, there are no rows, and what goes over all entities is withheld: a sum of 0 would look like
  /// having none.
  public mutating func evaluate(inputs: [Column], rows: Int, knowsEntities: Bool = true) -> Evaluation {
    self.knowsEntities = knowsEntities
    precondition(rows >= 0, "rows are counted from 0")
    precondition(inputs.count == program.inputs.count, "one column for each input")
    for (register, column) in zip(program.inputs, inputs) {
      let info = program.info(register)
      precondition(column.count == (info.cadence == .perTick ? 1 : rows) && column.isText == (info.type == .text), "rows and types fit")
      columns[register.index] = column
      // A comparison would make a plain false of a nan, so none gets in.
      if !column.isFinite { columns[register.index].settle() }
    }
    for instruction in program.instructions {
      let index = instruction.result.index
      let info = program.registers[index]
      // The result is taken out, so that its buffers have one owner while they are written.
      var result = Column(for: info.type)
      swap(&result, &columns[index])
      run(instruction.operation, rows: info.cadence == .perTick ? 1 : rows, into: &result)
      swap(&result, &columns[index])
    }
    return Evaluation(columns: columns)
  }

  private func run(_ operation: Operation, rows: Int, into result: inout Column) {
    switch operation {
    case .unary(let operation, let value): unary(operation, columns[value.index], rows, &result)
    case .binary(let operation, let left, let right): binary(operation, columns[left.index], columns[right.index], rows, &result)
    case .compare(let comparison, let left, let right): compare(comparison, columns[left.index], columns[right.index], rows, &result)
    case .and(let left, let right): logic(deciding: 0, columns[left.index], columns[right.index], rows, &result)
    case .or(let left, let right): logic(deciding: 1, columns[left.index], columns[right.index], rows, &result)
    case .select(let condition, let then, let otherwise):
      select(columns[condition.index], columns[then.index], columns[otherwise.index], rows, &result)
    case .coalesce(let parts): coalesce(parts, rows, &result)
    case .clamp(let value, let lowest, let highest):
      clamp(columns[value.index], columns[lowest.index], columns[highest.index], rows, &result)
    case .smallest(let values): extreme(values, largest: false, rows, &result)
    case .largest(let values): extreme(values, largest: true, rows, &result)
    case .match(let subject, let arms): match(columns[subject.index], arms, rows, &result)
    case .membership(let value, let list): membership(columns[value.index], list, rows, &result)
    case .weights(let terms): weights(terms, rows, &result)
    case .aggregate(let aggregate, let value): self.aggregate(aggregate, columns[value.index], &result)
    }
  }
}
