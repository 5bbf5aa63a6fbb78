extension JSONSchema {
  /// Any single value: YAML may take a text for a number.
  static let text: JSONTree = ["type": ["string", "number", "boolean"]]

  static func text(_ form: String, _ words: String) -> JSONTree { typed(["string", "number", "boolean"], form, words) }

  /// Values of JSON types, of which texts have a form.
  static func typed(_ types: [String], _ form: String, _ words: String) -> JSONTree {
    [
      "type": types.count == 1 ? .text(types[0]) : .texts(types), "pattern": .text(TextForm.orVariable(form)),
      "patternErrorMessage": .text("This is not \(words)."),
    ]
  }

  static func number(_ range: Interval?, _ words: String) -> JSONTree {
    let tree = typed(["number", "string"], TextForm.number, words)
    guard let range else { return tree }
    return tree.adding([
      (range.includesLower ? "minimum" : "exclusiveMinimum", .number(range.lower)),
      (range.includesUpper ? "maximum" : "exclusiveMaximum", .number(range.upper)),
    ])
  }

  static func integer(_ range: ClosedRange<Int>, _ words: String) -> JSONTree {
    var tree = typed(["integer", "string"], TextForm.integer, words)
    if range.lowerBound != Int.min { tree = tree.adding([("minimum", .number(Double(range.lowerBound)))]) }
    if range.upperBound != Int.max { tree = tree.adding([("maximum", .number(Double(range.upperBound)))]) }
    return tree
  }

  static func interval(_ words: String) -> JSONTree {
    typed(["array", "string"], TextForm.interval, words).adding([
      ("items", number(nil, TypeDescription.number(nil).words)), ("minItems", .number(2)), ("maxItems", .number(2)),
    ])
  }

  static func choice(_ words: [String]) -> JSONTree {
    // A word that YAML takes for a number or a boolean has no JSON text to compare with.
    guard words.allSatisfy({ NumberText.parse($0) == nil && !["true", "false"].contains($0.lowercased()) }) else { return text }
    return ["type": "string", "anyOf": [["enum": .texts(words)], ["pattern": .text(TextForm.variable)]]]
  }

  /// Keywords that count items or members.
  static func limited(_ tree: JSONTree, _ what: String, _ count: ClosedRange<Int>) -> JSONTree {
    var limits: [(String, JSONTree)] = []
    if count.lowerBound > 0 { limits.append(("min\(what)", .number(Double(count.lowerBound)))) }
    if count.upperBound < Int.max { limits.append(("max\(what)", .number(Double(count.upperBound)))) }
    return limits.isEmpty ? tree : tree.adding(limits)
  }

  /// One of several forms. Where no two forms share a JSON type, one schema says it all, and a validator's message is about the form
  /// that was meant and not about every form in turn.
  static func either(_ forms: [JSONTree]) -> JSONTree {
    var types: [JSONTree] = []
    var rest: [JSONTree.Member] = []
    for form in forms {
      guard let type = form["type"], form["oneOf"] == nil else { return ["anyOf": .list(forms)] }
      let ofForm = if case .list(let several) = type { several } else { [type] }
      let others = form.members.filter { $0.name != "type" }
      guard Set(types).isDisjoint(with: ofForm), Set(rest.map(\.name)).isDisjoint(with: others.map(\.name)) else {
        return ["anyOf": .list(forms)]
      }
      types += ofForm
      rest += others
    }
    return .object([.init(name: "type", value: .list(types))] + rest)
  }

  /// A default as JSON, where it is a value of the type and no word for the absence of one.
  static func defaultValue(_ text: String, _ type: TypeDescription) -> JSONTree? {
    switch type {
    case .number, .integer: NumberText.parse(text).map { .number($0) }
    case .boolean: text == "true" ? true : text == "false" ? false : nil
    case .text, .anyText, .name, .pattern, .duration, .choice, .keyTemplate, .connection, .expression: .text(text)
    default: nil
    }
  }
}
