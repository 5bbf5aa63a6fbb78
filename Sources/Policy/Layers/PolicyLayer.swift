import Diagnostics

/// One file of a policy that extends others: its tree, and what it says of the file below it.
struct PolicyLayer {
  let file: SourceFile
  /// A mapping.
  let tree: Node
  /// What it extends, if that is written well.
  let extends: Scalar?

  /// Where `extends` stands.
  var extendsSpan: SourceSpan? { tree.entry("extends")?.value.span }
}
