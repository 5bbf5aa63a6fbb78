public import Diagnostics

/// Reads a YAML file that is no policy by a schema, with the same care: places, unknown keys, limits.
public enum Document {
  /// The value that the file describes, or nil where there was an error. With `kind`, a file that is plainly of another kind is one error.
  public static func read<Value: Sendable>(
    _ file: SourceFile, as schema: Schema<Value>, named owner: String, kind: FileKind? = nil
  ) -> (value: Value?, findings: DiagnosticBag) {
    let context = LoadContext()
    guard let tree = YAMLDocument.parse(file, into: &context.bag) else { return (nil, context.bag) }
    if let kind, let finding = FileKind.mistaken(tree, for: kind, path: file.path) { return (nil, DiagnosticBag([finding])) }
    let value = schema.type(named: owner).read(tree, context)
    return (context.bag.hasErrors ? nil : value, context.bag)
  }
}
