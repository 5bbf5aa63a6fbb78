import Diagnostics

@testable import Policy

/// Reads formulas as a policy file has them, and says what was found.
enum Reading {
  /// The tree of a formula in brackets, or its findings.
  static func tree(_ formula: String) -> String {
    var bag = DiagnosticBag()
    guard let expression = expression("v: |-\n  \(formula)\n", into: &bag), bag.isEmpty else {
      return messages(bag).joined(separator: "; ")
    }
    return tree(expression)
  }

  static func expression(_ text: String, _ environment: [String: String] = [:], into bag: inout DiagnosticBag) -> Expression? {
    guard let node = YAMLDocument.parse(SourceFile(path: "t.yaml", text: text), into: &bag) else { return nil }
    var interpolator = Interpolator(environment: PolicyEnvironment(environment))
    guard case .mapping(let entries) = interpolator.resolve(node).content, let entry = entries.first else { return nil }
    return Expression.read(entry.value, into: &bag)
  }

  static func messages(_ bag: DiagnosticBag) -> [String] { bag.sorted.map { "\($0.code.rawValue) \($0.message)" } }

  /// The findings about a formula over known names, each with its place.
  static func findings(_ text: String, _ environment: [String: String] = [:]) -> [String] {
    var bag = DiagnosticBag()
    var builder = names()
    if let expression = expression(text, environment, into: &bag) { _ = builder.compile(expression, expected: nil, into: &bag) }
    return bag.sorted.map { placed($0) }
  }

  /// A finding as `line:column-column code message`.
  static func placed(_ finding: Diagnostic) -> String {
    let (start, end) = (finding.span?.start, finding.span?.end)
    return "\(start?.line ?? 0):\(start?.column ?? 0)-\(end?.column ?? 0) \(finding.code.rawValue) \(finding.message)"
  }

  /// What is said about a file that is nothing but values, over the known names.
  static func values(_ text: String) -> DiagnosticBag {
    var bag = DiagnosticBag()
    var builder = names()
    guard let node = YAMLDocument.parse(SourceFile(path: "t.yaml", text: text), into: &bag), case .mapping(let entries) = node.content
    else { return bag }
    let values = entries.map { (name: $0.key, nameSpan: $0.keySpan, expression: Expression.read($0.value, into: &bag)) }
    _ = builder.compile(values: values, into: &bag)
    return bag
  }

  /// `a b` numbers, `usd` and `secs` with a unit, `t` a text, `p` a boolean, `now` a time, `e` a number for each entity.
  static func names() -> ProgramBuilder {
    var builder = ProgramBuilder()
    let types: [(String, ValueType, Cadence)] = [
      ("a", .number(.ratio), .perTick), ("b", .number(.ratio), .perTick), ("usd", .number(Unit(word: "usd")), .perTick),
      ("secs", .number(.seconds), .perTick), ("t", .text, .perTick), ("p", .boolean, .perTick), ("now", .time, .perTick),
      ("e", .number(.ratio), .perEntity), ("src.heat", .number(.ratio), .perTick),
    ]
    for (name, type, cadence) in types { builder.define(name, as: builder.addInput(type: type, cadence: cadence)) }
    builder.defineGroup("src", fields: ["heat"])
    return builder
  }

  private static func tree(_ expression: Expression) -> String {
    switch expression.form {
    case .number(let value): "\(value)"
    case .duration(let seconds): "\(seconds)s"
    case .text(let text): "'\(text)'"
    case .boolean(let value): "\(value)"
    case .name(let name): name
    case .unary(let sign, let part): "(\(sign.rawValue) \(tree(part)))"
    case .binary(let sign, let left, let right): "(\(sign.rawValue) \(tree(left)) \(tree(right)))"
    case .conditional(let test, let then, let otherwise): "(? \(tree(test)) \(tree(then)) \(tree(otherwise)))"
    case .coalesce(let parts, _): "(?? \(parts.map { tree($0) }.joined(separator: " ")))"
    case .membership(let value, let list): "(in \(tree(value)) \(list.map { tree($0) }.joined(separator: " ")))"
    case .call(let name, _, let parts): "(\(name) \(parts.map { tree($0) }.joined(separator: " ")))"
    case .weights, .match, .broken: "form"
    }
  }
}
