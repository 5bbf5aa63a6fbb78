/// One step of a program: an operation and the register that takes its result.
public struct Instruction: Sendable {
  /// What is computed.
  public let operation: Operation
  /// Where the result goes; no other instruction writes there.
  public let result: Register
  /// The formula that it computes; its `parts` stand in the order of the operation's operands.
  public let origin: Expression
}
