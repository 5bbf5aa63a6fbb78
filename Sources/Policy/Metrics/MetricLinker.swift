internal import Diagnostics

/// Binds a metric to the policy's program and to the events that it counts.
struct MetricLinker {
  let events: EventReader
  /// What an entity is called; nil for a policy without entities.
  let entity: String?
  let context: LoadContext

  /// The metric; nil after a finding.
  func link(_ draft: MetricDraft, _ builder: inout ProgramBuilder) -> MetricDeclaration? {
    let labels = draft.spec.labels.map { label in
      builder.compile(label.value, expected: .text, into: &context.bag).map { MetricDeclaration.Label(name: label.name, register: $0) }
    }
    let kind = kind(draft, &builder)
    let isPer = isPerEntity(draft)
    let whole = labels.compactMap { $0 }
    guard let kind, let isPer, whole.count == labels.count else { return nil }
    let hasEntityLabel = whole.contains { builder.info($0.register).cadence == .perEntity }
    switch kind {
    case .gauge(let register):
      guard isOne(draft, builder.info(register).cadence) else { return nil }
      let isPerEntity = hasEntityLabel || builder.info(register).cadence == .perEntity
      return MetricDeclaration(
        name: draft.name, span: draft.span, help: draft.spec.help, kind: kind, labels: whole, cadence: isPerEntity ? .perEntity : .perTick)
    case .counter(let event, _):
      return MetricDeclaration(
        name: draft.name, span: draft.span, help: draft.spec.help, kind: .counter(event, perEntity: isPer || hasEntityLabel), labels: whole,
        cadence: hasEntityLabel ? .perEntity : .perTick)
    }
  }

  private func kind(_ draft: MetricDraft, _ builder: inout ProgramBuilder) -> MetricDeclaration.Kind? {
    if let count = draft.spec.count { return events.read(count).map { .counter($0, perEntity: false) } }
    guard let gauge = draft.spec.gauge, let register = builder.compile(gauge, expected: nil, into: &context.bag) else { return nil }
    guard builder.info(register).type != .text else {
      context.report(
        Diagnostic(
          .typeMismatch, "a gauge shows a number; \(gauge.words) is text", at: gauge.span,
          help: "compare the text, for example `mode == 'enforce'`, or make it a label"))
      return nil
    }
    return .gauge(register)
  }

  /// Values of different entities need different series.
  private func isOne(_ draft: MetricDraft, _ cadence: Cadence) -> Bool {
    guard cadence == .perEntity, let entity, !draft.spec.labels.contains(where: { $0.value.isName(entity) }) else { return true }
    context.report(
      Diagnostic(
        .badMetric, "`\(draft.name)` has a value for each `\(entity)` and no label that tells them apart", at: draft.span,
        help: "add `labels: {\(entity): \(entity)}`, or show one value for all, such as `sum(…)`"))
    return false
  }

  /// Whether `per` is written; nil after a finding.
  private func isPerEntity(_ draft: MetricDraft) -> Bool? {
    guard let per = draft.spec.per else { return false }
    let name = per.scalar?.text ?? ""
    guard let entity else {
      context.report(
        Diagnostic(
          .badMetric, "`per` names the entity, and this policy has none", at: per.span, help: "leave `per` out, or add `for_each`"))
      return nil
    }
    guard name == entity else {
      context.report(
        Diagnostic(
          .badMetric, "`per` names the entity, which is `\(entity)`, not `\(name.shown(limit: 40))`", at: per.span,
          help: "write `per: \(entity)`"))
      return nil
    }
    return true
  }
}
