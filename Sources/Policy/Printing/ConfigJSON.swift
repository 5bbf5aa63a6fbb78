import Diagnostics

/// Prints a policy as JSON: the policy, and where each part came from by JSON Pointer.
struct ConfigJSON {
  private var origins: [(String, String)] = []

  /// `{"policy": …, "origins": {"/params/x": "policy.yaml:12"}}`.
  static func text(_ root: ConfigNode) -> String {
    var printer = ConfigJSON()
    let policy = printer.json(root, at: "")
    return JSONText.object([
      ("policy", policy), ("origins", JSONText.object(printer.origins.map { ($0.0, JSONText.string($0.1)) })),
    ]) + "\n"
  }

  /// The policy alone.
  static func content(_ root: ConfigNode) -> String {
    var printer = ConfigJSON()
    return printer.json(root, at: "")
  }

  private mutating func json(_ node: ConfigNode, at pointer: String) -> String {
    if !pointer.isEmpty { origins.append((pointer, node.origin.text)) }
    switch node.content {
    case .scalar(let text, let isNull, let isPlain):
      if isNull { return "null" }
      return isPlain && (text == "true" || text == "false" || Self.isNumber(text)) ? text : JSONText.string(text)
    case .sequence(let items):
      let values = items.enumerated().map { json($1, at: "\(pointer)/\($0)") }
      return "[" + values.joined(separator: ",") + "]"
    case .mapping(let entries):
      return JSONText.object(entries.map { ($0.key, json($0.value, at: "\(pointer)/\(Self.escaped($0.key))")) })
    }
  }

  /// A step of a JSON Pointer, RFC 6901.
  private static func escaped(_ key: String) -> String {
    key.split(separator: "~", omittingEmptySubsequences: false).joined(separator: "~0")
      .split(separator: "/", omittingEmptySubsequences: false).joined(separator: "~1")
  }

  /// Whether JSON knows the number by the same text: `007` and `.5` are texts to it.
  private static func isNumber(_ text: String) -> Bool {
    guard NumberText.parse(text) != nil else { return false }
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    guard let first = digits.first, first.isASCII, first.isNumber else { return false }
    if first == "0", let second = digits.dropFirst().first, second.isNumber { return false }
    let mantissa = digits.prefix { $0 != "e" && $0 != "E" }
    return !mantissa.hasSuffix(".")
  }
}
