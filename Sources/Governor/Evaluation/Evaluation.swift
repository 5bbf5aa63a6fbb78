public import Policy

/// The columns of one tick, one for each register of the program.
public struct Evaluation: Sendable {
  let columns: [Column]

  /// The column of a register: one row where it is per tick, else one for each entity.
  public subscript(register: Register) -> Column { columns[register.index] }

  /// How many rows of a register have an arithmetic fault behind them.
  public func faults(in register: Register) -> Int { columns[register.index].states.count { $0.contains(.fault) } }
}
