import Sinks
import Sources
import Testing

@testable import Governor
@testable import Policy

/// Descriptions become JSON Schema, a piece each.
@Suite struct JSONSchemaTests {
  private func schema(of type: TypeDescription, _ extent: JSONSchema.Extent = .whole) -> JSONTree {
    var schema = JSONSchema(PolicyReference(catalog: PluginCatalog(sources: [:], sinks: [:])))
    return schema.schema(of: type, extent)
  }

  private func pattern(_ tree: JSONTree?) -> String {
    if case .text(let pattern) = tree?["pattern"] { pattern } else { "" }
  }

  @Test func aNumberMayStandInQuotesOrBeAVariable() {
    let tree = schema(of: .number(Interval(0, 1, includesLower: false)))
    #expect(tree["type"] == ["number", "string"])
    #expect(tree["exclusiveMinimum"] == .number(0) && tree["maximum"] == .number(1) && tree["minimum"] == nil)
    #expect(pattern(tree).hasSuffix("|\\$\\{"))
  }

  @Test func boundsThatAreNoneAreLeftOut() {
    #expect(schema(of: .integer(1...Int.max))["minimum"] == .number(1))
    #expect(schema(of: .integer(1...Int.max))["maximum"] == nil)
  }

  @Test func aChoiceIsAnEnumerationOrAVariable() {
    #expect(schema(of: .choice(["a", "b"]))["anyOf"] == [["enum": ["a", "b"]], ["pattern": "\\$\\{"]])
    // YAML makes no text of these, so they cannot be compared with one.
    #expect(schema(of: .choice(["on", "true"]))["type"] == ["string", "number", "boolean"])
    #expect(schema(of: .choice(["1", "2"]))["anyOf"] == nil)
  }

  @Test func aMappingKnowsItsFieldsAndAccept() {
    let fields = [
      FieldDescription(name: "a", type: .boolean, isRequired: true, summary: "First."),
      FieldDescription(name: "b", type: .integer(0...9), isRequired: false, defaultText: "3", summary: "Second."),
    ]
    let tree = schema(of: .object(fields))
    #expect(tree["properties"]?.members.map(\.name) == ["a", "b", "accept"])
    #expect(tree["additionalProperties"] == false && tree["required"] == ["a"])
    #expect(tree["properties"]?["b"]?["default"] == .number(3) && tree["properties"]?["b"]?["description"] == "Second.")
    #expect(schema(of: .object(fields), .part)["required"] == nil, "what is laid over another policy need not be whole")
  }

  @Test func aWordForNothingIsNoDefault() {
    let field = FieldDescription(name: "a", type: .map(.text), isRequired: false, defaultText: "none", summary: "Some.")
    #expect(schema(of: .object([field]))["properties"]?["a"]?["default"] == nil)
  }

  @Test func formsOfDifferentKindsAreOneSchema() {
    let tree = schema(of: .either([.scalar, .object([]), .list(.text, count: 1...2)]))
    #expect(tree["anyOf"] == nil)
    #expect(tree["type"] == ["string", "number", "boolean", "object", "array"])
    #expect(tree["minItems"] == .number(1) && tree["maxItems"] == .number(2))
    #expect(schema(of: .either([.map(.text), .object([])]))["anyOf"] != nil, "two mappings are kept apart")
  }

  @Test func aSharedTypeIsDefinedOnce() {
    var schema = JSONSchema(PolicyReference(catalog: PluginCatalog(sources: [:], sinks: [:])))
    let shared = TypeDescription.shared(SharedType("thing", words: "a thing", summary: "A thing.", .list(.text)))
    #expect(schema.schema(of: .map(shared))["additionalProperties"] == ["$ref": "#/definitions/thing"])
    _ = schema.schema(of: shared)
    #expect(schema.definitions.map(\.name) == ["thing"])
  }

  /// An expression holds expressions.
  @Test func anExpressionRefersToItself() {
    var schema = JSONSchema(PolicyReference(catalog: PluginCatalog(sources: [:], sinks: [:])))
    #expect(schema.schema(of: .expression) == ["$ref": "#/definitions/expression"])
    let definition = schema.definitions.first?.value
    #expect(definition?["properties"]?["first_of"]?["items"] == ["$ref": "#/definitions/expression"])
    #expect(definition?["dependencies"] == ["clamp": ["weights"]])
  }

  @Test func textIsJSON() {
    let tree: JSONTree = ["a": ["x", true], "b": .number(0.5), "c": "\"\\\n"]
    #expect(tree.text() == #"{"a": ["x", true], "b": 0.5, "c": "\"\\\n"}"#)
  }
}
