import Foundation

/// The part of JSON Schema draft-07 that our own schemas use. A word that it does not know is a fault of the schema, so that nothing passes
/// because it was not looked at.
struct DraftSchema {
  private typealias Object = [String: Any]

  private let root: Object

  struct Unreadable: Error {}

  init(contentsOf url: URL) throws {
    guard let root = try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? Object else { throw Unreadable() }
    self.root = root
  }

  /// What does not fit, each with its place; nothing where all fits.
  func faults(_ value: Any) -> [String] { faults(value, root, at: "$") }

  private func faults(_ value: Any, _ schema: Object, at place: String) -> [String] {
    schema.sorted { $0.key < $1.key }.flatMap { faults(value, $0.key, $0.value, of: schema, at: place) }
  }

  private func faults(_ value: Any, _ word: String, _ wanted: Any, of schema: Object, at place: String) -> [String] {
    func fault(_ fits: Bool) -> [String] { fits ? [] : ["\(place): \(word) wants \(wanted), and there is \(value)"] }
    switch word {
    case "$schema", "title", "description", "definitions": return []
    case "$ref":
      guard let name = (wanted as? String)?.split(separator: "/").last,
        let target = (root["definitions"] as? Object)?[String(name)] as? Object
      else { return ["\(place): no definition \(wanted)"] }
      return faults(value, target, at: place)
    case "const": return fault(equal(value, wanted))
    case "enum": return fault((wanted as? [Any])?.contains { equal(value, $0) } == true)
    case "type":
      let types = wanted as? [String] ?? [wanted as? String ?? "?"]
      return fault(types.contains { self.type(of: value).contains($0) })
    case "minimum": return fault((value as? NSNumber).map { $0.doubleValue >= (wanted as? NSNumber)?.doubleValue ?? .infinity } ?? true)
    case "pattern": return fault((value as? String).map { $0.range(of: "\(wanted)", options: .regularExpression) != nil } ?? true)
    case "required":
      guard let object = value as? Object else { return [] }
      return (wanted as? [String] ?? ["?"]).filter { object[$0] == nil }.map { "\(place): \($0) is missing" }
    case "properties":
      guard let object = value as? Object, let properties = wanted as? [String: Object] else { return [] }
      // What the program prints beyond its own schema is a promise that nobody wrote down.
      let unknown = object.keys.filter { properties[$0] == nil }.map { "\(place): \($0) is not in the schema" }
      return unknown + properties.flatMap { name, schema in object[name].map { faults($0, schema, at: "\(place).\(name)") } ?? [] }
    case "items":
      guard let list = value as? [Any], let item = wanted as? Object else { return [] }
      return list.enumerated().flatMap { faults($1, item, at: "\(place)[\($0)]") }
    case "oneOf": return fault((wanted as? [Object] ?? []).count { faults(value, $0, at: place).isEmpty } == 1)
    case "allOf": return (wanted as? [Object] ?? []).flatMap { faults(value, $0, at: place) }
    default: return ["\(place): this check does not know the word \(word)"]
    }
  }

  private func equal(_ one: Any, _ other: Any) -> Bool { (one as? NSObject)?.isEqual(other) ?? ("\(one)" == "\(other)") }

  private func type(of value: Any) -> Set<String> {
    switch value {
    case is NSNull: ["null"]
    case is String: ["string"]
    case is [Any]: ["array"]
    case is Object: ["object"]
    case let number as NSNumber where isBoolean(number): ["boolean"]
    case let number as NSNumber: number.doubleValue.rounded() == number.doubleValue ? ["integer", "number"] : ["number"]
    default: []
    }
  }

  /// Foundation hands out truth values as numbers whose C type is a character.
  private func isBoolean(_ number: NSNumber) -> Bool { unsafe String(cString: number.objCType) == "c" }
}
