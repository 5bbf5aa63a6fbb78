public import Diagnostics

extension Expression {
  /// Reads a formula: the text of a scalar, or a mapping that is `weights`, `match` or `first_of`.
  ///
  /// A formula with a fault is reported and comes back with broken parts, so that the rest of it can be checked too; nil only where
  /// nothing of it can be used.
  public static func read(_ node: Node, into bag: inout DiagnosticBag) -> Expression? {
    var reader = FormReader(findings: FindingList(isMuted: bag.isFull))
    let expression = reader.read(node)
    reader.findings.report(to: &bag)
    return expression
  }
}
