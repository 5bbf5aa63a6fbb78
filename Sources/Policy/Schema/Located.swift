public import Diagnostics

/// A value and where it stands in the policy.
public struct Located<Value: Sendable>: Sendable {
  /// The value.
  public let value: Value
  /// Where it stands.
  public let span: SourceSpan
}

extension FieldType {
  /// The same, with its place.
  public var located: FieldType<Located<Value>> {
    FieldType<Located<Value>>(description) { node, context in
      read(node, context).map { Located(value: $0, span: node.span) }
    }
  }
}
