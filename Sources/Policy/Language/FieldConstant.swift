public import Diagnostics

/// Reads a constant that stands for a field's value: a `default`, or a value of a `static` source.
public struct FieldConstant: Sendable {
  private let kind: RecordField.Kind
  private let range: Interval?
  private let scale: TimeText.Scale

  init(kind: RecordField.Kind, range: Interval?, scale: TimeText.Scale) {
    self.kind = kind
    self.range = range
    self.scale = scale
  }

  /// Reads constants of a declared field.
  public init(for field: RecordField) {
    self.init(kind: field.kind, range: field.range, scale: field.scale)
  }

  /// The constants of a mapping from fields to values, each by its field's place; nil after a finding. A name that is none of the fields is
  /// reported as `code`, in the words "`name` is not `what`".
  public static func record(
    _ entries: [Node.Entry], of fields: [RecordField], unknown code: DiagnosticCode, isNot what: String, _ context: LoadContext
  ) -> [Int: Constant]? {
    var record: [Int: Constant] = [:]
    var isWhole = true
    for entry in entries {
      guard let index = fields.firstIndex(where: { $0.name == entry.key }) else {
        let names = fields.map(\.name)
        context.report(
          Diagnostic(
            code, "`\(entry.key.shown())` is not \(what)", at: entry.keySpan, help: Suggestion.help(for: entry.key, among: names),
            notes: NameList.notes("fields", names)))
        isWhole = false
        continue
      }
      guard let constant = FieldConstant(for: fields[index]).read(entry.value, named: entry.key, context) else {
        isWhole = false
        continue
      }
      record[index] = constant
    }
    return isWhole ? record : nil
  }

  /// The constant, or nil after a finding.
  public func read(_ node: Node, named name: String, _ context: LoadContext) -> Constant? {
    // As a text, YAML's null would be the word `null`.
    guard !node.isNull else {
      context.report(Diagnostic(.emptyValue, "`\(name.shown(limit: 40))` is empty", at: node.span, help: "write a value"))
      return nil
    }
    switch kind {
    case .number:
      guard let value = FieldType<Double>.number().read(node, context) else { return nil }
      guard range.map({ $0.contains(value) }) ?? true else {
        context.report(
          Diagnostic(
            .outOfRange, "`\(node.scalar?.text.shown(limit: 60) ?? "")` lies outside the range \(range?.description ?? "") of `\(name)`",
            at: node.span,
            help: range.map { $0.contains(value / 100) && $0.upper <= 1 && value > 1 && !(node.scalar?.text.hasSuffix("%") ?? false) }
              ?? false
              ? "if percent is meant, put the sign behind it: `\(Interval.short(value))%`" : nil))
        return nil
      }
      return .number(value)
    case .text: return FieldType<String>.text.read(node, context).map { .text($0) }
    case .boolean: return FieldType<Bool>.boolean.read(node, context).map { .boolean($0) }
    case .time:
      let type = FieldType<Double>.scalar(.described("a time: Unix seconds or RFC 3339")) { scalar in
        let bytes = Array(scalar.text.utf8)
        return TimeText.parse(bytes.span, in: scale)
      }
      return type.read(node, context).map { .time($0) }
    }
  }
}
