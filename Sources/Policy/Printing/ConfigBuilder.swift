import Diagnostics

/// Makes the printable form of a policy: defaults put in, secrets taken out, and every part with where it came from.
struct ConfigBuilder {
  let resolved: ResolvedPolicy
  let policy: CheckedPolicy
  let shape: ConfigShape
  let environment: PolicyEnvironment
  /// Whether secrets are left in, for what nobody sees.
  var reveals = false

  /// The whole policy.
  func root() -> ConfigNode {
    guard case .mapping(let entries) = resolved.tree.content else { return scalar(resolved.tree, nil) }
    let order = shape.head.map(\.name)
    let head = order.compactMap { name -> (key: String, value: ConfigNode)? in
      if let entry = entries.first(where: { $0.key == name }) { return (name, node(entry, shape.head.first { $0.name == name }?.type)) }
      return shape.head.first { $0.name == name }.flatMap { field in Self.standIn(field).map { (name, $0) } }
    }
    let rest = entries.filter { !order.contains($0.key) }.map { entry -> (key: String, value: ConfigNode) in (entry.key, section(entry)) }
    return ConfigNode(content: .mapping(head + rest), origin: origin(resolved.tree.span))
  }

  private func section(_ section: Node.Entry) -> ConfigNode {
    guard case .mapping(let entries) = section.value.content, SettingLayer.sections.contains(section.key) else { return node(section, nil) }
    let items = entries.map { entry -> (key: String, value: ConfigNode) in
      (entry.key, node(entry, shape.entry(of: section.key, entry.value), isWritten: section.key == "sinks"))
    }
    return ConfigNode(content: .mapping(items), origin: origin(section.keySpan))
  }

  private func node(_ entry: Node.Entry, _ type: TypeDescription?, isWritten: Bool = false) -> ConfigNode {
    node(entry.value, type, at: entry.keySpan, isWritten)
  }

  /// A part of the policy; a mapping or list stands where its key stands.
  private func node(_ node: Node, _ type: TypeDescription?, at keySpan: SourceSpan, _ isWritten: Bool) -> ConfigNode {
    let type = shape.resolved(type, node)
    switch node.content {
    case .scalar: return scalar(node, type, isWritten)
    case .sequence(let items):
      let nodes = items.map { self.node($0, type?.item, at: $0.span, isWritten) }
      return ConfigNode(content: .sequence(nodes), origin: origin(keySpan))
    case .mapping(let entries):
      var nodes = entries.map { entry -> (key: String, value: ConfigNode) in
        (entry.key, self.node(entry, type?.field(entry.key), isWritten: isWritten))
      }
      for field in ConfigShape.unwritten(type?.fields ?? [], in: node) {
        if let value = Self.standIn(field) { nodes.append((field.name, value)) }
      }
      return ConfigNode(content: .mapping(nodes), origin: origin(keySpan))
    }
  }

  private func scalar(_ node: Node, _ type: TypeDescription?, _ isWritten: Bool = false) -> ConfigNode {
    guard let scalar = node.scalar else { return ConfigNode(content: .mapping([]), origin: origin(node.span)) }
    var origin = origin(node.span)
    origin.variables = variables(of: scalar, isSecret: type?.isSecret ?? false)
    var text = reveals ? scalar.text : Redaction.text(scalar.text, isSecret: type?.isSecret ?? false)
    if text != scalar.text { origin.remarks.append("redacted") }
    if isWritten, let prefix = resolved.keyPrefix, policy.layers.prefixedKeys.contains(node.span) {
      text = prefix.text + text
      origin.remarks.append("`\(prefix.text)` put in front, as it is a shadow")
    }
    // A variable often stands in quotes for YAML's sake alone: then the place says whether it is a text, as it does for the loader.
    let isPlain = scalar.style == .plain || (!origin.variables.isEmpty && !(type?.isText ?? false))
    return ConfigNode(content: .scalar(text, isNull: scalar.isNull, isPlain: isPlain), origin: origin)
  }

  private func origin(_ span: SourceSpan) -> ConfigOrigin {
    if resolved.settings.contains(where: { $0 === span.file }) { return ConfigOrigin(layer: .setting) }
    return ConfigOrigin(layer: .file(path: span.file.path, line: span.start.line))
  }

  /// The variables of a scalar, and which of them gave their default.
  private func variables(of scalar: Scalar, isSecret: Bool) -> [String] {
    let written = Array(scalar.written.utf8)
    return scalar.pieces.filter { $0.original == nil }.map { piece in
      let body = String(decoding: written[piece.source].dropFirst(2).dropLast(), as: UTF8.self)
      let name = String(body.prefix { $0 != ":" })
      guard environment[name] == nil else { return "${\(name)}" }
      // The default of a secret stands in the value, as far as it may be seen.
      return Redaction.text("${\(isSecret ? name : body)} default", isSecret: false).shown(limit: 100)
    }
  }

  /// What stands for a field that is not written.
  private static func standIn(_ field: FieldDescription) -> ConfigNode? {
    guard let text = field.defaultText, !text.isEmpty else { return nil }
    let origin = ConfigOrigin(layer: .schema)
    if field.type.isScalar { return ConfigNode(content: .scalar(text, isNull: false, isPlain: true), origin: origin) }
    // Of a list or mapping the declaration may tell the default in words.
    var bag = DiagnosticBag()
    guard let node = YAMLDocument.parse(SourceFile(path: "", text: text), into: &bag), case .sequence(let items) = node.content else {
      return nil
    }
    let texts = items.compactMap(\.scalar?.text)
    guard texts.count == items.count else { return nil }
    return ConfigNode(
      content: .sequence(texts.map { ConfigNode(content: .scalar($0, isNull: false, isPlain: true), origin: origin) }), origin: origin)
  }
}

extension TypeDescription {
  /// Whether whatever is written there is a text.
  fileprivate var isText: Bool {
    switch self {
    case .text, .anyText, .secret, .name, .pattern, .choice, .keyTemplate, .connection: true
    default: false
    }
  }
}
