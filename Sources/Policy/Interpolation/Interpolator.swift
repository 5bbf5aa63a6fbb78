public import Diagnostics

/// Puts variables in the place of `${NAME}`, `${NAME:-default}` and `${NAME:?message}` in the scalars of a tree.
///
/// It runs over the parsed tree, so a value can never change the structure. Keys are left alone. `$$` is a dollar sign.
public struct Interpolator {
  /// Variables in one scalar; a scalar with more of them was not written by a person.
  private static let limit = 100
  /// Findings that are worked out; the bag that they go to takes no more.
  private static let findingLimit = 300

  private let environment: PolicyEnvironment
  /// What was wrong with interpolations.
  public private(set) var findings: [Diagnostic] = []
  /// The scalars with a fault; what else is said of them only follows from it.
  private(set) var broken: [SourceSpan] = []

  /// An interpolator over some variables.
  public init(environment: PolicyEnvironment) {
    self.environment = environment
  }

  /// The tree with every scalar value interpolated.
  public mutating func resolve(_ node: Node) -> Node {
    switch node.content {
    case .scalar(let scalar):
      guard scalar.text.utf8.contains(UInt8(ascii: "$")) else { return node }
      return Node(.scalar(resolve(scalar)), span: node.span)
    case .sequence(let items):
      return Node(.sequence(items.map { resolve($0) }), span: node.span)
    case .mapping(let entries):
      return Node(
        .mapping(entries.map { Node.Entry(key: $0.key, keySpan: $0.keySpan, value: resolve($0.value)) }), span: node.span)
    }
  }

  private mutating func resolve(_ scalar: Scalar) -> Scalar {
    var assembly = ScalarAssembly(scalar)
    let bytes = Array(scalar.text.utf8)
    var index = 0
    var count = 0
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "$"), index + 1 < bytes.count else {
        index += 1
        continue
      }
      if bytes[index + 1] == UInt8(ascii: "$") {
        assembly.literal(upTo: index + 1)
        assembly.skip(to: index + 2)
        index += 2
      } else if bytes[index + 1] == UInt8(ascii: "{") {
        guard let close = Self.close(of: index + 2, in: bytes) else {
          refuse(scalar, index..<bytes.count, "`${` is not closed", help: "write `${NAME}`, `${NAME:-default}` or `${NAME:?message}`")
          return scalar
        }
        count += 1
        guard count <= Self.limit else {
          refuse(
            scalar, index..<close + 1, "a text has at most \(Self.limit) variables", help: "put what they make up into one variable",
            code: .limitExceeded)
          return scalar
        }
        let body = String(decoding: bytes[(index + 2)..<close], as: UTF8.self)
        assembly.literal(upTo: index)
        assembly.variable(value(of: body, in: scalar, at: index..<close + 1) ?? "", from: index..<close + 1)
        index = close + 1
      } else {
        index += 1
      }
    }
    assembly.literal(upTo: bytes.count)
    return assembly.scalar
  }

  /// The brace that closes a `${`. Braces inside count: a default may hold the placeholder of a key.
  private static func close(of start: Int, in bytes: [UInt8]) -> Int? {
    var depth = 1
    for index in start..<bytes.count {
      if bytes[index] == UInt8(ascii: "{") { depth += 1 }
      if bytes[index] == UInt8(ascii: "}") { depth -= 1 }
      if depth == 0 { return index }
    }
    return nil
  }

  /// The text for one `${...}`; nil after a finding.
  private mutating func value(of body: String, in scalar: Scalar, at place: Range<Int>) -> String? {
    let name = String(body.prefix { $0 != ":" })
    let rest = body.dropFirst(name.count)
    guard Self.isName(name) else {
      // `${NAME-default}` is the shell's form for a variable that is unset; what stands for it here is the commoner form.
      let dash = name.split(separator: "-", maxSplits: 1).map(String.init)
      let help =
        dash.count == 2 && Self.isName(dash[0])
        ? "write `${\(dash[0]):-\(dash[1].shown(limit: 40))}`" : "names are letters, digits and `_`, and begin with no digit"
      refuse(scalar, place, "`\(name.shown())` is not the name of a variable", help: help)
      return nil
    }
    guard !rest.contains("${") else {
      refuse(scalar, place, "a default cannot hold a variable", help: "write a value behind `:-`, or a single `${NAME}`")
      return nil
    }
    if !rest.isEmpty, !rest.hasPrefix(":-"), !rest.hasPrefix(":?") {
      refuse(scalar, place, "behind the name stands `:-default` or `:?message`", help: "write `${\(name):-default}`")
      return nil
    }
    if let value = environment[name] { return value }
    if rest.hasPrefix(":-") { return String(rest.dropFirst(2)) }
    let message = rest.hasPrefix(":?") && rest.count > 2 ? ": \(String(rest.dropFirst(2)).shown())" : ""
    guard breaks(scalar) else { return nil }
    findings.append(
      Diagnostic(
        .unsetVariable, "the variable `\(name)` is not set and has no default" + message, at: scalar.span(of: place),
        help: Suggestion.nearest(to: name, among: environment.names).map { "`\($0)` is set: is it meant?" }
          ?? "set it, or write `${\(name):-default}`"))
    return nil
  }

  private mutating func refuse(
    _ scalar: Scalar, _ bytes: Range<Int>, _ message: String, help: String, code: DiagnosticCode = .badInterpolation
  ) {
    if breaks(scalar) { findings.append(Diagnostic(code, message, at: scalar.span(of: bytes), help: help)) }
  }

  /// Remembers a scalar with a fault, and tells whether the finding is worth working out: places and suggestions cost time.
  private mutating func breaks(_ scalar: Scalar) -> Bool {
    if broken.last != scalar.span { broken.append(scalar.span) }
    return findings.count < Self.findingLimit
  }

  private static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else { return false }
    return text.utf8.allSatisfy { Word.isPart($0) }
  }
}
