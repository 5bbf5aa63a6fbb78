/// One `${NAME}` of a scalar, with what stood for it.
struct VariableUse: Sendable {
  /// The variable.
  let name: String
  /// Its value, or the default that is written in the policy.
  let value: String
  /// Whether the value is the environment's; else it is the written default.
  let isFromEnvironment: Bool
  /// The default that is written in the policy, if there is one.
  let writtenDefault: String?
  /// The bytes of the scalar's text that it gave.
  let bytes: Range<Int>
}

extension VariableUse {
  /// What a scalar's text would be if none of its variables were set, with those that are; nil where one has no default, or none is set.
  static func textByDefault(of scalar: Scalar, _ uses: [VariableUse]) -> Scalar.Default? {
    let set = uses.filter(\.isFromEnvironment)
    guard !set.isEmpty else { return nil }
    var bytes = Array(scalar.text.utf8)
    for use in uses.reversed() {
      guard let written = use.writtenDefault else { return nil }
      bytes.replaceSubrange(use.bytes, with: written.utf8)
    }
    return Scalar.Default(text: String(decoding: bytes, as: UTF8.self), variables: set.map(\.name))
  }
}

/// A scalar whose text is not what stands in the file.
struct InterpolatedScalar: Sendable {
  let scalar: Scalar
  let uses: [VariableUse]
}
