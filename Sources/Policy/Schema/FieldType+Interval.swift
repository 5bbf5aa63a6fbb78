internal import Diagnostics

extension FieldType where Value == Interval {
  /// `[0, 1]` as a list, or text with open ends: `"(0, 1e12]"`.
  public static var interval: FieldType {
    FieldType(.interval) { node, context in
      switch node.content {
      case .sequence(let items): return closed(items, at: node.span, context)
      case .scalar(let scalar):
        if let interval = Interval(text: scalar.text) { return interval }
        context.report(
          Diagnostic(
            .badInterval, "`\(scalar.text.shown(limit: 60))` is not an interval in which a number can lie", at: node.span,
            help: withPoints(scalar.text).map { "write `\"\($0.shown(limit: 60))\"`, with a decimal point" } ?? help))
      case .mapping:
        context.report(Diagnostic(.badInterval, "an interval is wanted here, not a mapping", at: node.span, help: help))
      }
      return nil
    }
  }

  private static var help: String { "write `[0, 1]`, or `\"(0, 1]\"` where 0 does not belong to it" }

  private static func closed(_ items: [Node], at span: SourceSpan, _ context: LoadContext) -> Interval? {
    guard items.count == 2 else {
      context.report(
        Diagnostic(
          .badInterval, "an interval has a lower and a higher end, and this list has \(items.count) items", at: span,
          help: Node(.sequence(items), span: span).decimalCommaHelp ?? help))
      return nil
    }
    // A number without bounds is no number here, so neither end is left open by `inf`.
    let ends = items.compactMap { item -> Double? in
      if let end = item.scalar.flatMap({ NumberText.parseWritten($0.text) }) { return end }
      context.report(
        Diagnostic(
          .badInterval, "an end of an interval is a finite number, not \(item.kindName)", at: item.span,
          help: item.scalar.flatMap { NumberText.help(for: $0.text) } ?? "write a number that is large enough"))
      return nil
    }
    guard ends.count == 2 else { return nil }
    if let interval = Interval(ends[0], ends[1]) { return interval }
    context.report(
      Diagnostic(
        .badInterval, "no number lies in [\(Interval.short(ends[0])), \(Interval.short(ends[1]))]", at: span,
        help: "write the lower end first"))
    return nil
  }

  /// `(0, 0,5]` as it was meant: where a comma separates, a blank follows it.
  private static func withPoints(_ text: String) -> String? {
    guard text.count > 2, let open = text.first, let close = text.last else { return nil }
    let ends = text.dropFirst().dropLast().split(separator: ", ").map { $0.replacing(",", with: ".") }
    let meant = "\(open)\(ends.joined(separator: ", "))\(close)"
    return ends.count == 2 && Interval(text: meant) != nil ? meant : nil
  }
}

extension Node {
  /// What to write where a comma inside a list of numbers was a decimal one: such a comma has no blank behind it, and others have.
  var decimalCommaHelp: String? {
    guard case .sequence(let items) = content, items.count > 2 else { return nil }
    var numbers: [String] = []
    for (index, item) in items.enumerated() {
      guard let text = item.scalar?.text, NumberText.parseWritten(text) != nil else { return nil }
      let before = index > 0 ? items[index - 1].span.end : nil
      if let before, before.line == item.span.start.line, before.column + 1 == item.span.start.column,
        !numbers[numbers.count - 1].contains(".")
      {
        numbers[numbers.count - 1] += "." + text
      } else {
        numbers.append(text)
      }
    }
    let ends = numbers.compactMap { NumberText.parseWritten($0) }
    guard numbers.count == 2, ends.count == 2, ends[0] <= ends[1] else { return nil }
    return "write `[\(numbers.joined(separator: ", "))]`, with a decimal point"
  }
}
