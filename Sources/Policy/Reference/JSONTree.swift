internal import Diagnostics

/// A JSON value whose members keep their order, for files that people read and compare.
indirect enum JSONTree: Sendable, Hashable {
  case text(String)
  case number(Double)
  case boolean(Bool)
  case list([JSONTree])
  case object([Member])

  /// A name with its value.
  struct Member: Sendable, Hashable {
    let name: String
    let value: JSONTree
  }

  static func texts(_ texts: [String]) -> JSONTree { .list(texts.map { .text($0) }) }

  /// As text, two spaces for each level. What fits a line stands on one.
  func text(indent: String = "") -> String {
    let flat = flat
    if flat.utf8.count + indent.utf8.count <= 110 { return flat }
    let deeper = indent + "  "
    switch self {
    case .list(let items): return "[\n" + items.map { deeper + $0.text(indent: deeper) }.joined(separator: ",\n") + "\n\(indent)]"
    case .object(let members):
      let lines = members.map { "\(deeper)\(JSONText.string($0.name)): \($0.value.text(indent: deeper))" }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
    case .text, .number, .boolean: return flat
    }
  }

  private var flat: String {
    switch self {
    case .text(let text): JSONText.string(text)
    case .number(let number): Interval.short(number)
    case .boolean(let value): value ? "true" : "false"
    case .list(let items): "[" + items.map(\.flat).joined(separator: ", ") + "]"
    case .object(let members): "{" + members.map { "\(JSONText.string($0.name)): \($0.value.flat)" }.joined(separator: ", ") + "}"
    }
  }
}

extension JSONTree: ExpressibleByStringLiteral, ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral, ExpressibleByBooleanLiteral {
  init(stringLiteral value: String) { self = .text(value) }
  init(booleanLiteral value: Bool) { self = .boolean(value) }
  init(arrayLiteral elements: JSONTree...) { self = .list(elements) }
  init(dictionaryLiteral elements: (String, JSONTree)...) { self = .object(elements.map { Member(name: $0.0, value: $0.1) }) }

  /// The members of an object; none of another value.
  var members: [Member] { if case .object(let members) = self { members } else { [] } }

  subscript(name: String) -> JSONTree? { members.first { $0.name == name }?.value }

  /// The object with more members, behind those that it has.
  func adding(_ more: [(String, JSONTree)]) -> JSONTree {
    .object(members + more.map { Member(name: $0.0, value: $0.1) })
  }
}
