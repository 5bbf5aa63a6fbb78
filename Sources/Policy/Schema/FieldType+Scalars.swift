import Diagnostics

extension FieldType {
  /// A type read from the text of a scalar; nil from `parse` is a wrong value.
  static func scalar(
    _ description: TypeDescription, help: @escaping @Sendable (String) -> String? = { _ in nil },
    _ parse: @escaping @Sendable (Scalar) -> Value?
  ) -> FieldType {
    FieldType(description) { node, context in
      guard let scalar = node.scalar else {
        context.report(
          Diagnostic(.wrongKind, "\(description.words) is wanted here, not \(node.kindName)", at: node.span, help: node.placeholderHelp))
        return nil
      }
      if let value = parse(scalar) { return value }
      context.report(
        Diagnostic(
          .wrongType, "`\(scalar.text.shown(limit: 60))` is not \(description.words)", at: node.span, help: help(scalar.text)))
      return nil
    }
  }
}

extension FieldType where Value == String {
  /// Text, not empty. It may have several lines and no other control characters.
  public static var text: FieldType {
    FieldType(.text) { node, context in
      guard let scalar = node.scalar else {
        context.report(Diagnostic(.wrongKind, "text is wanted here, not \(node.kindName)", at: node.span, help: node.placeholderHelp))
        return nil
      }
      guard !scalar.text.isEmpty else {
        context.report(Diagnostic(.emptyValue, "text is wanted here, and this is empty", at: node.span))
        return nil
      }
      guard !scalar.text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control && $0 != "\n" && $0 != "\t" }) else {
        context.report(
          Diagnostic(
            .wrongType, "`\(scalar.text.shown(limit: 60))` holds control characters", at: node.span, help: "take them out"))
        return nil
      }
      return scalar.text
    }
  }

  /// Text that may be empty.
  public static var anyText: FieldType {
    .scalar(.anyText) { $0.text }
  }

  /// A name: letters, digits and `_`.
  public static var name: FieldType {
    text.mapped(.badName) { text in
      guard Word.isName(text) else {
        throw FieldFault("`\(text.shown())` is not a name", help: Word.help(for: text))
      }
      return text
    }.described(as: .name)
  }

  /// Text that is never shown, because it may hold a password.
  public static var secret: FieldType { text.described(as: .secret) }
}

extension FieldType where Value == Double {
  /// A finite number, in a range if one is given.
  public static func number(_ range: Interval? = nil) -> FieldType {
    FieldType<Double>.scalar(.number(nil), help: { NumberText.help(for: $0) }) { NumberText.parseWritten($0.text) }.within(
      range, .number(range)
    ) { "\(Interval.short($0))" }
  }

  /// A duration in seconds, longer than nothing unless zero is allowed.
  public static func duration(allowsZero: Bool = false) -> FieldType {
    FieldType<Double>.scalar(
      .duration(allowsZero: allowsZero), help: { DurationText.help(for: $0) }
    ) { DurationText.seconds($0.text) }.mapped(.outOfRange) { seconds in
      guard seconds > 0 || allowsZero else { throw FieldFault("a duration here is longer than nothing") }
      guard seconds <= 31_536_000_000 else { throw FieldFault("a duration is at most 1000 years") }
      return seconds
    }
  }

  private func within(_ range: Interval?, _ description: TypeDescription, _ show: @escaping @Sendable (Double) -> String) -> FieldType {
    guard let range else { return self }
    return FieldType(description) { node, context in
      guard let value = read(node, context) else { return nil }
      if range.contains(value) { return value }
      context.report(Diagnostic(.outOfRange, "`\(show(value))` lies outside \(range)", at: node.span))
      return nil
    }
  }
}

extension FieldType where Value == Int {
  /// A whole number in a range.
  public static func integer(_ range: ClosedRange<Int>) -> FieldType {
    FieldType<Int>.scalar(.integer(range)) { Int($0.text) }.mapped(.outOfRange) { value in
      guard range.contains(value) else { throw FieldFault("`\(value)` is not \(TypeDescription.integer(range).words)") }
      return value
    }
  }
}

extension FieldType where Value == Bool {
  /// `true` or `false`, as in YAML 1.2's core schema.
  public static var boolean: FieldType {
    .scalar(
      .boolean, help: { ["yes": "write `true`", "on": "write `true`", "no": "write `false`", "off": "write `false`"][$0.lowercased()] }
    ) { scalar in
      switch scalar.text {
      case "true", "True", "TRUE": true
      case "false", "False", "FALSE": false
      default: nil
      }
    }
  }
}

extension FieldType where Value: CaseIterable & RawRepresentable, Value.RawValue == String {
  /// One of the words of an enumeration.
  public static var choice: FieldType {
    let words = Value.allCases.map(\.rawValue)
    return FieldType(.choice(words)) { node, context in
      guard let scalar = node.scalar else {
        context.report(Diagnostic(.wrongKind, "\(TypeDescription.choice(words).words) is wanted here, not \(node.kindName)", at: node.span))
        return nil
      }
      if let value = Value(rawValue: scalar.text) { return value }
      context.report(
        Diagnostic(
          .notAChoice, "`\(scalar.text.shown())` is not \(TypeDescription.choice(words).words)", at: node.span,
          help: Suggestion.help(for: scalar.text, among: words)))
      return nil
    }
  }
}
