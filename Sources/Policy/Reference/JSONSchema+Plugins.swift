extension JSONSchema {
  /// A source or sink: `type` says which fields there are.
  mutating func plugin(_ kind: PluginKind, _ extent: Extent) -> JSONTree {
    let plugins = language.plugins(kind)
    let type = language.typeField(kind)
    var branches: [JSONTree] = []
    for plugin in plugins {
      let condition: JSONTree = [
        "properties": .object([.init(name: type.name, value: ["const": .text(plugin.name)])]), "required": .texts([type.name]),
      ]
      let body = refer(to: "\(kind.rawValue)_\(plugin.name)", extent) {
        $0.schema(of: .object([type] + plugin.own + plugin.common, oneOf: plugin.oneOf), extent)
      }
      branches.append(["if": condition, "then": body])
    }
    if extent == .part {
      branches.append(["if": ["not": ["required": .texts([type.name])]], "then": fieldsOfAnyType(plugins, type)])
    }
    var tree = object([type], extent)
    // Fields are known by the branches. A type that is a variable decides them only when the policy is loaded.
    tree = .object(tree.members.filter { $0.name != "additionalProperties" })
    return tree.adding([("allOf", .list(branches))])
  }

  /// What is laid over another policy need not repeat the type: then any field of any type may stand there, as one of them takes it.
  private mutating func fieldsOfAnyType(_ plugins: [PluginDescription], _ type: FieldDescription) -> JSONTree {
    var names: [String] = []
    var forms: [String: [JSONTree]] = [:]
    for field in plugins.flatMap({ $0.own + $0.common }) {
      let form = schema(of: field.type, .part)
      if forms[field.name] == nil { names.append(field.name) }
      if !forms[field.name, default: []].contains(form) { forms[field.name, default: []].append(form) }
    }
    let properties = names.sorted().map { name in
      let of = forms[name] ?? []
      return JSONTree.Member(name: name, value: of.count == 1 ? of[0] : ["anyOf": .list(of)])
    }
    let known = [type.name, PolicyReference.accept.name].map { JSONTree.Member(name: $0, value: [:]) }
    return ["properties": .object(properties + known), "additionalProperties": false]
  }
}
