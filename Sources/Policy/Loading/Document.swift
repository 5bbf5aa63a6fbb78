public import Diagnostics

/// Reads a YAML file that is no policy by a schema, with the same care: places, unknown keys, limits.
public enum Document {
  /// The value that the file describes, or nil where there was an error. With `kind`, a file that is plainly of another kind is one error.
  public static func read<Value: Sendable>(
    _ file: SourceFile, as schema: Schema<Value>, named owner: String, kind: FileKind? = nil
  ) -> (value: Value?, findings: DiagnosticBag) {
    var bag = DiagnosticBag()
    guard let tree = YAMLDocument.parse(file, into: &bag) else { return (nil, bag) }
    if let kind, let finding = FileKind.mistaken(tree, for: kind, path: file.path) { return (nil, DiagnosticBag([finding])) }
    let (value, findings) = read(tree, as: schema, named: owner)
    for finding in findings.sorted { bag.add(finding) }
    return (bag.hasErrors ? nil : value, bag)
  }

  /// The same for a part of a file, of which the tree is known.
  public static func read<Value: Sendable>(
    _ node: Node, as schema: Schema<Value>, named owner: String
  ) -> (value: Value?, findings: DiagnosticBag) {
    let context = LoadContext()
    let value = schema.type(named: owner).read(node, context)
    return (context.bag.hasErrors ? nil : value, context.bag)
  }
}
