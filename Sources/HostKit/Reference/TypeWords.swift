internal import Diagnostics
internal import Policy

/// Says what a field takes, for a reference: closer than a message, and with links where the page can hold them.
struct TypeWords {
  /// The way from the page to the folder of the reference, such as `../`; nil where nobody can follow a link.
  let root: String?

  func words(_ type: TypeDescription) -> String {
    switch type {
    case .anyText: "text, may be empty"
    case .secret: "text, never shown"
    case .scalar: "a single value"
    case .duration(let allowsZero): allowsZero ? "a duration" : "a duration, longer than nothing"
    case .interval: "an interval: `[0, 1]` or `\"(0, 1]\"`"
    case .keyTemplate: "a key; braces hold placeholders"
    case .expression: link("an expression", "expressions.md")
    case .list(let item, let count):
      count.lowerBound == count.upperBound ? "a list of \(count.lowerBound), each \(words(item))" : "a list, each \(words(item))"
    case .map(let value, _, let count): count == 1...1 ? "one name with \(words(value))" : "names, each with \(words(value))"
    case .object(let fields, let others, let count, _): object(fields, others, count)
    case .either(let forms): forms.map(words).joined(separator: ", or ")
    case .shared(let shared): root == nil ? words(shared.type) : link("a \(shared.title)", "policy.md#\(shared.anchor)")
    case .plugin(let kind): link("a \(kind.rawValue)", "README.md#\(kind.rawValue)s")
    case .text, .name, .pattern, .number, .integer, .boolean, .choice, .connection, .described: type.words
    }
  }

  private func object(_ fields: [FieldDescription], _ others: TypeDescription?, _ count: ClosedRange<Int>) -> String {
    let names = NameList.text(fields.map(\.name))
    return count == 1...1 ? "one of \(names) as a mapping" : "a mapping of \(names)" + (others == nil ? "" : " and names of one's own")
  }

  private func link(_ text: String, _ target: String) -> String {
    root.map { "[\(text)](\($0)\(target))" } ?? text
  }

  /// Whether a field must be written, or what stands for it.
  static func need(_ field: FieldDescription) -> String {
    if field.isRequired { return "required" }
    // The default of a mapping or list is a word for nothing, and no value that one could write.
    switch field.type {
    case .map, .list: return "optional"
    default: return field.defaultText.map { "default `\($0)`" } ?? "optional"
    }
  }
}

extension SharedType {
  /// Its name for people.
  var title: String { name.split(separator: "_").joined(separator: " ") }
  /// Where its heading is found on a page.
  var anchor: String { name.split(separator: "_").joined(separator: "-") }
}
