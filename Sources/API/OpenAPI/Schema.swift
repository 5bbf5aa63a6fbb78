internal import Diagnostics
internal import Governor
internal import Policy

/// A JSON Schema, written already.
struct Schema: Sendable {
  /// A member of an object.
  struct Member: Sendable {
    let name: String
    let schema: Schema
    var isRequired = true
  }

  let json: String

  static let text = Schema(json: #"{"type":"string"}"#)
  static let number = Schema(json: #"{"type":"number"}"#)
  static let count = Schema(json: #"{"type":"integer","minimum":0}"#)
  static let boolean = Schema(json: #"{"type":"boolean"}"#)
  static let anything = Schema(json: "{}")

  /// One of some words.
  static func word(_ words: [String]) -> Schema {
    Schema(json: JSONText.object([("type", "\"string\""), ("enum", JSONText.array(words.map(JSONText.string)))]))
  }

  /// That, or null.
  static func nullable(_ schema: Schema) -> Schema { either([schema, Schema(json: #"{"type":"null"}"#)]) }

  /// One of several.
  static func either(_ schemas: [Schema]) -> Schema { Schema(json: JSONText.object([("anyOf", JSONText.array(schemas.map(\.json)))])) }

  /// A list.
  static func list(_ schema: Schema) -> Schema { Schema(json: JSONText.object([("type", "\"array\""), ("items", schema.json)])) }

  /// A schema that stands under `components`.
  static func named(_ name: String) -> Schema { Schema(json: JSONText.object([("$ref", JSONText.string("#/components/schemas/\(name)"))])) }

  /// An object of members; further ones are of the schema `others`, or there are none.
  static func object(_ members: [Member], others: Schema? = nil) -> Schema {
    let required = members.filter(\.isRequired).map { JSONText.string($0.name) }
    var parts = [("type", "\"object\"")]
    if !members.isEmpty { parts.append(("properties", JSONText.object(members.map { ($0.name, $0.schema.json) }))) }
    if !required.isEmpty { parts.append(("required", JSONText.array(required))) }
    parts.append(("additionalProperties", others?.json ?? "false"))
    return Schema(json: JSONText.object(parts))
  }

  /// What a shape allows.
  static func of(_ shape: JSONShape) -> Schema {
    switch shape {
    case .text: return .text
    case .word(let words): return .word(words)
    case .boolean: return .boolean
    case .number(let range):
      var parts = [("type", "\"number\"")]
      if let range {
        if range.lower.isFinite { parts.append((range.includesLower ? "minimum" : "exclusiveMinimum", NumberFormat.text(range.lower))) }
        if range.upper.isFinite { parts.append((range.includesUpper ? "maximum" : "exclusiveMaximum", NumberFormat.text(range.upper))) }
      }
      return Schema(json: JSONText.object(parts))
    case .either(let shapes): return .either(shapes.map(of))
    case .nullable(let shape): return .nullable(of(shape))
    case .object(let members, let others):
      return .object(
        members.map { Member(name: $0.name, schema: of($0.shape), isRequired: $0.isRequired) }, others: others.map(of))
    }
  }
}
