internal import Diagnostics

/// A metric as it is written, before its expressions are compiled.
struct MetricDraft: Sendable {
  /// The body of a metric.
  struct Spec: Sendable {
    let gauge: Expression?
    let count: Node?
    let per: Node?
    let help: String?
    let labels: [Named<Expression>]
    let span: SourceSpan
    let countSpan: SourceSpan?

    static let schema = Schema(
      .optional("gauge", .formula, "The value to show after each tick."),
      .optional("count", .eventName, "The event to count, such as `sink.NAME.written`."),
      .optional("per", .anyScalar, "The name of the entity: an event counts once for each entity that it concerns."),
      .optional("help", .text, "One line for people."),
      .optional(
        "labels", .formulas(of: "`labels`", namesAreWords: false), default: [], shown: "none",
        "What tells series apart: names and expressions of texts."),
      .place(), .keySpan(of: "count"), make: Spec.init)
  }

  let name: String
  let span: SourceSpan
  let spec: Spec
}

/// Reads `metrics`.
enum MetricSection {
  static func read(_ node: Node?, _ context: LoadContext) -> [MetricDraft] {
    let drafts = PolicyBody.entries(node, "`metrics`", context).compactMap { entry -> MetricDraft? in
      let noun = "the metric `\(entry.key.shown())`"
      guard isName(entry, context), let spec = MetricDraft.Spec.schema.type(named: noun).read(entry.value, context) else { return nil }
      switch (spec.gauge, spec.count) {
      case (nil, nil):
        context.report(
          Diagnostic(
            .missingField, "\(noun) needs `gauge` or `count`", at: entry.keySpan,
            help: "write `gauge:` with an expression, or `count:` with an event"))
        return nil
      case (_?, _?):
        context.report(
          Diagnostic(.conflictingFields, "a metric is a `gauge` or a `count`, not both", at: spec.countSpan, help: "keep one of them"))
        return nil
      default: return checked(MetricDraft(name: entry.key, span: entry.keySpan, spec: spec), context)
      }
    }
    checkFamilies(drafts, context)
    return drafts
  }

  /// In OpenMetrics a counter's family has no `_total`, and a gauge of that name would be the same family with another type.
  private static func checkFamilies(_ drafts: [MetricDraft], _ context: LoadContext) {
    for draft in drafts where draft.spec.count == nil {
      guard let counter = drafts.first(where: { $0.name == draft.name + "_total" }) else { continue }
      context.report(
        Diagnostic(
          .badMetric, "the gauge `\(draft.name)` and the counter `\(counter.name)` are one metric in OpenMetrics", at: draft.span,
          help: "give one of them another name"
        ).pointing(to: counter.span, "the counter"))
    }
  }

  /// Beginnings of the names of the host's own metrics.
  static let ofTheHost = ["governor_", "process_"]

  /// Names as Prometheus takes them, and none of the host's own.
  private static func isName(_ entry: Node.Entry, _ context: LoadContext) -> Bool {
    guard PrometheusName.isMetric(entry.key) else {
      context.report(
        Diagnostic(
          .badName, "`\(entry.key.shown())` is not the name of a metric", at: entry.keySpan,
          help: "a name is letters, digits, `_` and `:`, and begins with no digit"))
      return false
    }
    guard let beginning = ofTheHost.first(where: entry.key.hasPrefix) else { return true }
    context.report(
      Diagnostic(.badName, "names that begin with `\(beginning)` are the host's own", at: entry.keySpan, help: "choose another beginning"))
    return false
  }

  /// Scrapers tell counters by their names.
  private static func checked(_ draft: MetricDraft, _ context: LoadContext) -> MetricDraft? {
    let isCounter = draft.spec.count != nil
    let hasSuffix = draft.name.hasSuffix("_total")
    var isGood = true
    if isCounter != hasSuffix {
      context.report(
        Diagnostic(
          .badMetric, isCounter ? "the name of a counter ends in `_total`" : "only the name of a counter ends in `_total`", at: draft.span,
          help: isCounter ? "write `\(draft.name.shown())_total`" : "leave `_total` out, or count an event"))
      isGood = false
    }
    for label in draft.spec.labels where !PrometheusName.isLabel(label.name) {
      context.report(
        Diagnostic(
          .badName, "`\(label.name.shown())` is not the name of a label", at: label.span,
          help: "a name is letters, digits and `_`, begins with no digit and not with `__`"))
      isGood = false
    }
    if draft.spec.count == nil, let per = draft.spec.per {
      context.report(
        Diagnostic(.conflictingFields, "`per` belongs to `count`: a gauge shows a value", at: per.span, help: "leave `per` out"))
      isGood = false
    }
    return isGood ? draft : nil
  }
}

/// The names that Prometheus takes.
enum PrometheusName {
  static func isMetric(_ name: String) -> Bool { isName(name) { $0 == UInt8(ascii: ":") } }
  static func isLabel(_ name: String) -> Bool { !name.hasPrefix("__") && isName(name) { _ in false } }

  private static func isName(_ name: String, or isExtra: (UInt8) -> Bool) -> Bool {
    guard let first = name.utf8.first, !Word.isDigit(first), name.utf8.count <= 200 else { return false }
    return name.utf8.allSatisfy { Word.isPart($0) || isExtra($0) }
  }
}

extension FieldType where Value == Node {
  /// The name of an event.
  static var eventName: FieldType {
    let form = "[a-z]+\\.\(TextForm.name)\\.[a-z_]+"
    return FieldType(.pattern(form, words: "an event such as `sink.NAME.written` or `source.NAME.stale`")) { node, context in
      if node.scalar != nil { return node }
      context.report(
        Diagnostic(
          .wrongKind, "an event is wanted here, not \(node.kindName)", at: node.span, help: "write `sink.NAME.written`, for example"))
      return nil
    }
  }
}
