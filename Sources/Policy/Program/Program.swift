/// All expressions of a policy, compiled: registers, where their values come from, and the steps between them.
public struct Program: Sendable {
  /// What each register holds, by its index.
  public internal(set) var registers: [RegisterInfo] = []
  /// Registers that hold the same value in every tick.
  public internal(set) var constants: [ConstantRegister] = []
  /// Registers that the tick fills, in the order in which they were added.
  public internal(set) var inputs: [Register] = []
  /// The steps, each of which reads only registers that are filled before it.
  public internal(set) var instructions: [Instruction] = []

  init() {}

  /// What a register holds.
  public func info(_ register: Register) -> RegisterInfo { registers[register.index] }

  /// The inputs on which a register's value depends, through whatever lies between; an input depends on itself.
  public func inputs(of register: Register) -> Set<Register> {
    inputs(behind: [register])
  }

  /// The inputs on which any of some registers depends.
  func inputs(behind registers: [Register]) -> Set<Register> {
    var wanted = Set(registers)
    for instruction in instructions.reversed() where wanted.contains(instruction.result) {
      wanted.formUnion(instruction.operation.operands)
    }
    return wanted.intersection(inputs)
  }
}
