/// A register that holds the same value in every tick.
public struct ConstantRegister: Sendable {
  /// The register.
  public let register: Register
  /// Its value.
  public let value: Constant
}
