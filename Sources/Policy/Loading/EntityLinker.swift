import Diagnostics

/// Finds out what the entities are, who finds them, and which sources have a record for each.
struct EntityLinker {
  let body: PolicyBody
  let context: LoadContext

  /// What an entity is called; nil for a policy without entities.
  var name: String? { body.forEach?.name }

  func check() {
    guard !body.isForEachBroken else { return }
    checkProvider()
    for source in body.sources {
      for template in source.configuration.templates { check(template) }
      if source.name != body.forEach?.value, isProviderKnown, case .placeholder(let placeholder, let span) = source.configuration.entities {
        context.report(
          Diagnostic(
            .badForEach, "`\(source.name)` finds entities, and `for_each` does not name it", at: span,
            help: body.forEach == nil
              ? "add `for_each: {\(placeholder): \(source.name)}`" : "take the source out, or let `for_each` name it"
          ).pointing(to: body.forEach?.span, "the entities come from elsewhere"))
      }
      // Its many records could not be the one of the tick.
      if source.name != body.forEach?.value, case .anyName = source.configuration.entities {
        context.report(
          Diagnostic(
            .badForEach, "`\(source.name)` finds entities, and `for_each` does not name it", at: source.span,
            help: body.forEach == nil ? "add `for_each: {symbol: \(source.name)}`" : "take the source out, or let `for_each` name it"
          ).pointing(to: body.forEach?.span, "the entities come from elsewhere"))
      }
    }
  }

  /// Whether `for_each` is left out or names a source that there is.
  private var isProviderKnown: Bool {
    body.forEach.map { forEach in body.sources.contains { $0.name == forEach.value } } ?? true
  }

  /// Every placeholder of a key is the entity.
  func check(_ template: KeyTemplate) {
    guard !context.hasUnreadNames, !body.isForEachBroken else { return }
    for (placeholder, span) in template.placeholders where placeholder != name {
      let names = (name.map { [$0] } ?? []) + body.params.map(\.name)
      context.report(
        Diagnostic(
          .badPlaceholder, "nothing fills the placeholder `{\(placeholder)}`", at: span,
          help: Suggestion.nearestOrPrefix(to: placeholder, among: names).map { "did you mean `{\($0)}`?" }
            ?? (name == nil ? "a policy with entities says `for_each`" : nil),
          notes: NameList.notes("placeholders", names.map { "{\($0)}" }, limit: 12)))
    }
  }

  private func checkProvider() {
    guard let forEach = body.forEach else { return }
    guard let source = body.sources.first(where: { $0.name == forEach.value }) else {
      guard !body.brokenSources.contains(forEach.value) else { return }
      context.report(
        Diagnostic(
          .badForEach, "`for_each` names a source, and there is no source `\(forEach.value)`", at: forEach.span,
          help: Suggestion.help(for: forEach.value, among: body.sources.map(\.name)),
          notes: NameList.notes("sources", body.sources.map(\.name))))
      return
    }
    switch source.configuration.entities {
    case .anyName: break
    case .placeholder(let placeholder, let span):
      guard placeholder != forEach.name else { break }
      context.report(
        Diagnostic(
          .badForEach, "`for_each` calls the entity `\(forEach.name)`, and the key calls it `{\(placeholder)}`", at: forEach.span,
          help: "give both one name"
        ).pointing(to: span, "the entity's place in the key"))
    case .none:
      context.report(
        Diagnostic(
          .badForEach, "`\(source.name)` finds no entities: it reads one record", at: forEach.span,
          help: "name a source of type `redis_scan`, or a `static` one with `rows`"
        ).pointing(to: source.span, "the source"))
    }
    checkFallback(source)
  }

  /// Entities that are not known cannot be made up: only those known last can stand for them.
  private func checkFallback(_ source: SourceDraft) {
    guard let node = source.common.fallback else { return }
    for step in source.fallback[.unreachable] {
      switch step {
      case .lastKnownGood, .withhold: continue
      case .missing, .values:
        context.report(
          Diagnostic(
            .badFallback,
            "the entities themselves come from `\(source.name)`: where it cannot be reached there is no entity to give a value",
            at: node.span, help: "for `unreachable` write `[last_known_good: 1m, withhold]` or `[withhold]`"))
        return
      }
    }
  }
}
