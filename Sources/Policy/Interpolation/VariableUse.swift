/// One `${NAME}` of a scalar, with what stood for it.
struct VariableUse: Sendable {
  /// The variable.
  let name: String
  /// Its value, or the default that is written in the policy.
  let value: String
  /// Whether the value is the environment's; else it is the written default.
  let isFromEnvironment: Bool
  /// The bytes of the scalar's text that it gave.
  let bytes: Range<Int>
}

/// A scalar whose text is not what stands in the file.
struct InterpolatedScalar: Sendable {
  let scalar: Scalar
  let uses: [VariableUse]
}
