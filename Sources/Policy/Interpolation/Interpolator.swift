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
  /// Names that the policy gives; `${symbol}` is written where `{symbol}` is meant.
  private var names: Set<String> = []
  /// What was wrong with interpolations.
  public private(set) var findings: [Diagnostic] = []
  /// The scalars with a fault; what else is said of them only follows from it.
  private(set) var broken: [SourceSpan] = []
  /// The scalars that hold variables, for findings to tell of.
  private(set) var scalars: [InterpolatedScalar] = []
  /// Variables that stand in `connections`: their values may be passwords.
  private(set) var secrets: Set<String> = []

  /// An interpolator over some variables.
  public init(environment: PolicyEnvironment) {
    self.environment = environment
  }

  /// What a text is for, as far as it matters here.
  private enum Place {
    case value
    /// Words for people, in which a dollar sign is one.
    case prose
    case connection
  }

  /// Keys whose values are words for people.
  private static let prose: Set<String> = ["title", "about", "help", "accept", "summary"]

  /// The tree with every scalar value interpolated.
  public mutating func resolve(_ node: Node) -> Node {
    if case .mapping(let entries) = node.content {
      for entry in entries where ["for_each", "params", "values"].contains(entry.key) {
        if case .mapping(let named) = entry.value.content { names.formUnion(named.map(\.key)) }
      }
    }
    return resolve(node, .value, isRoot: true)
  }

  private mutating func resolve(_ node: Node, _ place: Place, isRoot: Bool = false) -> Node {
    switch node.content {
    case .scalar(let scalar):
      guard scalar.text.utf8.contains(UInt8(ascii: "$")) else { return node }
      return Node(.scalar(resolve(scalar, place)), span: node.span)
    case .sequence(let items):
      return Node(.sequence(items.map { resolve($0, place) }), span: node.span)
    case .mapping(let entries):
      let resolved = entries.map { entry in
        let inner = isRoot && entry.key == "connections" ? .connection : Self.prose.contains(entry.key) ? .prose : place
        return Node.Entry(key: entry.key, keySpan: entry.keySpan, value: resolve(entry.value, inner))
      }
      return Node(.mapping(resolved), span: node.span)
    }
  }

  private mutating func resolve(_ scalar: Scalar, _ place: Place) -> Scalar {
    var assembly = ScalarAssembly(scalar)
    var uses: [VariableUse] = []
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
        let found = value(of: body, in: scalar, at: index..<close + 1)
        if place == .connection, let found { secrets.insert(found.name) }
        let given = assembly.variable(found?.value ?? "", from: index..<close + 1)
        if let found {
          uses.append(
            VariableUse(
              name: found.name, value: found.value, isFromEnvironment: found.isFromEnvironment, writtenDefault: found.writtenDefault,
              bytes: given))
        }
        index = close + 1
      } else {
        if place != .prose { warn(ofBareName: index + 1, in: bytes, scalar) }
        index += 1
      }
    }
    assembly.literal(upTo: bytes.count)
    var whole = assembly.scalar
    whole.byDefault = VariableUse.textByDefault(of: whole, uses)
    if !uses.isEmpty { refuse(unitTwice: uses[0], in: whole, count: uses.count) }
    if !uses.isEmpty { scalars.append(InterpolatedScalar(scalar: whole, uses: uses)) }
    return whole
  }

  /// A duration that a variable gives whole, with a unit written behind it: `5m` and `s` make `5ms`, which is a duration again.
  private mutating func refuse(unitTwice use: VariableUse, in whole: Scalar, count: Int) {
    guard count == 1, use.bytes.lowerBound == 0, DurationText.seconds(use.value) != nil else { return }
    let suffix = String(decoding: whole.text.utf8.dropFirst(use.bytes.upperBound), as: UTF8.self)
    guard DurationText.units.contains(where: { $0.suffix == suffix }), breaks(whole) else { return }
    findings.append(
      Diagnostic(
        .unitTwice,
        "a duration takes its unit from one place: the value of `\(use.name)` has one, and the policy puts `\(suffix)` behind it",
        at: whole.span
      ))
  }

  /// `$NAME` is a variable in a shell, and text here: that must not pass in silence.
  private mutating func warn(ofBareName start: Int, in bytes: [UInt8], _ scalar: Scalar) {
    let name = bytes[start...].prefix { Word.isPart($0) }
    guard let first = name.first, !Word.isDigit(first), findings.count < Self.findingLimit else { return }
    let text = String(decoding: name, as: UTF8.self).shown(limit: 40)
    findings.append(
      Diagnostic(
        .bareVariable, .warning, "`$\(text)` is no variable: without braces it stays as it is written",
        at: scalar.span(of: start - 1..<name.endIndex), help: "write `${\(text)}`, or `$$\(text)` where the dollar sign is meant"))
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

  /// What stands for a variable.
  private struct Value {
    let name: String
    let value: String
    let isFromEnvironment: Bool
    let writtenDefault: String?
  }

  /// The text for one `${...}`; nil after a finding.
  private mutating func value(of body: String, in scalar: Scalar, at place: Range<Int>) -> Value? {
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
    let written = rest.hasPrefix(":-") ? String(rest.dropFirst(2)) : nil
    if let value = environment[name] { return Value(name: name, value: value, isFromEnvironment: true, writtenDefault: written) }
    if let written { return Value(name: name, value: written, isFromEnvironment: false, writtenDefault: written) }
    let message = rest.hasPrefix(":?") && rest.count > 2 ? ": \(String(rest.dropFirst(2)).shown())" : ""
    guard breaks(scalar) else { return nil }
    findings.append(
      Diagnostic(
        .unsetVariable, "the variable `\(name)` is not set and has no default" + message, at: scalar.span(of: place),
        help: names.contains(name)
          ? "`\(name)` is a name of the policy: write `{\(name)}` in a key, and `\(name)` in a formula"
          : Suggestion.nearest(to: name, among: environment.names).map { "`\($0)` is set: is it meant?" }
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
