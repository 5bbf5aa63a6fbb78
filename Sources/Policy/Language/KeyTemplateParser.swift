import Diagnostics

/// Takes a key apart at its placeholders and fills in params.
struct KeyTemplateParser {
  private let scalar: Scalar
  private let context: LoadContext
  private let bytes: [UInt8]

  init(_ scalar: Scalar, _ context: LoadContext) {
    self.scalar = scalar
    self.context = context
    bytes = Array(scalar.text.utf8)
  }

  func parse() -> KeyTemplate? {
    // Before anything is looked for in it; names of params may be longer than what they stand for.
    guard bytes.count <= 4 * KeyTemplate.limit else {
      refuseLength(bytes.count)
      return nil
    }
    guard var template = parts() else { return nil }
    if context.readsSinks, let prefix = context.keyPrefix, prefix.applies(to: scalar.span) {
      template = template.prefixed(prefix.text)
      context.prefixedKeys.insert(scalar.span)
    }
    let text = template.text(entity: nil)
    if text.utf8.count > KeyTemplate.limit {
      refuseLength(text.utf8.count)
      return nil
    }
    if text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
      context.report(
        Diagnostic(
          .wrongType, "a key holds no control characters, and `\(text.shown(limit: 60))` does", at: scalar.span,
          help: scalar.style == .block ? "write the key behind `:`, not below it" : "take them out, where need be in the variable or param")
      )
      return nil
    }
    return template
  }

  private func refuseLength(_ count: Int) {
    context.report(
      Diagnostic(
        .limitExceeded, "a key has at most \(KeyTemplate.limit) bytes; this one has \(count)", at: scalar.span, help: "shorten it"))
  }

  private func parts() -> KeyTemplate? {
    var parts: [KeyTemplate.Part] = []
    var placeholders: [(name: String, span: SourceSpan)] = []
    var fields: [(field: KeyField, span: SourceSpan)] = []
    var literal: [UInt8] = []
    var isWhole = true
    var index = 0
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "{") || bytes[index] == UInt8(ascii: "}") else {
        literal.append(bytes[index])
        index += 1
        continue
      }
      guard bytes[index] == UInt8(ascii: "{"), let close = bytes[index...].firstIndex(of: UInt8(ascii: "}")) else {
        report("a brace in a key opens or closes a placeholder, and this one has no partner", index..<index + 1, help: "write `{name}`")
        return nil
      }
      let name = String(decoding: bytes[(index + 1)..<close], as: UTF8.self)
      let place = index..<close + 1
      index = close + 1
      if let param = context.params[name] {
        literal += param.text.utf8
        context.keyParams.insert(name)
        context.used.insert("param \(name) \(param.text)")
      } else if context.brokenParams.contains(name) {
        isWhole = false
      } else if let field = Self.field(name) {
        if !literal.isEmpty { parts.append(.literal(String(decoding: literal, as: UTF8.self))) }
        literal = []
        parts.append(.field(field))
        fields.append((field, scalar.span(of: place)))
      } else if Word.isName(name) {
        if !literal.isEmpty { parts.append(.literal(String(decoding: literal, as: UTF8.self))) }
        literal = []
        parts.append(.entity(name))
        placeholders.append((name, scalar.span(of: place)))
      } else {
        report(
          "`{\(name.shown())}` is not a placeholder", place,
          help: "a placeholder is the entity, a param or a field of a source: `{symbol}`, `{source.field}`")
        isWhole = false
      }
    }
    if !literal.isEmpty { parts.append(.literal(String(decoding: literal, as: UTF8.self))) }
    return isWhole ? KeyTemplate(parts: parts, span: scalar.span, placeholders: placeholders, fields: fields) : nil
  }

  /// `source.field`: two names with a dot between them.
  private static func field(_ name: String) -> KeyField? {
    let words = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    return words.count == 2 && words.allSatisfy(Word.isName) ? KeyField(source: words[0], name: words[1]) : nil
  }

  private func report(_ message: String, _ place: Range<Int>, help: String) {
    context.report(Diagnostic(.badPlaceholder, message, at: scalar.span(of: place), help: help))
  }
}
