extension Program {
  mutating func add(type: ValueType, cadence: Cadence) -> Register {
    registers.append(RegisterInfo(type: type, cadence: cadence))
    return Register(index: registers.count - 1)
  }

  mutating func add(_ constant: Constant, type: ValueType) -> Register {
    let register = add(type: type, cadence: .perTick)
    constants.append(ConstantRegister(register: register, value: constant))
    return register
  }

  mutating func add(_ operation: Operation, type: ValueType, cadence: Cadence, origin: Expression) -> Register {
    let register = add(type: type, cadence: cadence)
    instructions.append(Instruction(operation: operation, result: register, origin: origin))
    return register
  }

  /// The value of a register that is the same in every tick.
  func constant(_ register: Register) -> Constant? {
    // Constants are added in the order of their registers.
    var (low, high) = (0, constants.count)
    while low < high {
      let middle = (low + high) / 2
      if constants[middle].register.index < register.index { low = middle + 1 } else { high = middle }
    }
    return low < constants.count && constants[low].register == register ? constants[low].value : nil
  }

  /// Takes back what was added after the program had these sizes.
  mutating func cut(toRegisters registers: Int, constants: Int, instructions: Int) {
    self.registers.removeLast(self.registers.count - registers)
    self.constants.removeLast(self.constants.count - constants)
    self.instructions.removeLast(self.instructions.count - instructions)
  }
}
