extension PolicyReference {
  /// The JSON Schema (draft-07) of a policy, as a text that ends in a line end.
  ///
  /// It refuses nothing that the loader takes, and what is a matter of one place: unknown fields, missing ones, types, ranges, forms of text. What
  /// depends on several places (names, units, cycles) only the loader knows.
  public var jsonSchema: String {
    var schema = JSONSchema(self)
    let extends = ComingWord.extends.name
    let whole = schema.refer(to: "policy", .whole) { $0.object(fields, .whole) }
    let part = schema.refer(to: "policy", .part) { $0.object(fields, .part) }
    let tree: JSONTree = [
      "$schema": "http://json-schema.org/draft-07/schema#", "title": "A policy of Governor",
      "description": "Made by `host schema` from the declarations that the loader itself reads policies by.", "type": "object",
      // A policy that is laid over another one need not be whole.
      "if": ["required": .texts([extends])], "then": part, "else": whole,
      "definitions": .object(schema.definitions.map { .init(name: $0.name, value: $0.value) }),
    ]
    return tree.text() + "\n"
  }
}
