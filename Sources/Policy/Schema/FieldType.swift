public import Diagnostics

/// How a value of a policy becomes a value of a plugin's configuration.
public struct FieldType<Value: Sendable>: Sendable {
  /// What it takes, for documentation and messages.
  public let description: TypeDescription
  /// Reads a node; nil only after a finding says why.
  public let read: @Sendable (Node, LoadContext) -> Value?

  /// A type by its description and its reading; the reading returns nil only after it has reported why.
  public init(_ description: TypeDescription, read: @escaping @Sendable (Node, LoadContext) -> Value?) {
    self.description = description
    self.read = read
  }

  /// The same reading, told more closely than what it is made of.
  public func described(as description: TypeDescription) -> FieldType {
    FieldType(description, read: read)
  }

  /// The same text read further: a message that is thrown becomes a finding at the value.
  public func mapped<Other: Sendable>(
    _ code: DiagnosticCode = .wrongType, _ transform: @escaping @Sendable (Value) throws -> Other
  ) -> FieldType<Other> {
    FieldType<Other>(description) { node, context in
      guard let value = read(node, context) else { return nil }
      do {
        return try transform(value)
      } catch let fault as FieldFault {
        context.report(Diagnostic(code, fault.message, at: fault.span ?? node.span, help: fault.help))
      } catch {
        context.report(Diagnostic(code, "\(error)", at: node.span))
      }
      return nil
    }
  }
}

/// Says, from a `mapped` reading, which rule a value breaks.
public struct FieldFault: Error {
  /// The rule that is broken, in lower case.
  public let message: String
  /// What to write instead.
  public let help: String?
  /// Where, if not at the value itself.
  public let span: SourceSpan?

  /// A fault of a value.
  public init(_ message: String, help: String? = nil, at span: SourceSpan? = nil) {
    self.message = message
    self.help = help
    self.span = span
  }
}
