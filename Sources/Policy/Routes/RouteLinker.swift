internal import Diagnostics

/// Binds the routes of a policy to its sinks, checks and sources.
struct RouteLinker {
  let body: PolicyBody
  /// How often each source has a record, in the order of the body.
  let cadences: [Cadence]
  let checks: [CheckDeclaration]
  /// What an entity is called; nil for a policy without entities.
  let entity: String?
  let context: LoadContext

  /// The routes; one with a fault is left out.
  func link() -> [RouteDeclaration] {
    body.routes.compactMap { draft in
      guard let action = action(draft) else { return nil }
      return RouteDeclaration(method: draft.method, path: draft.path, span: draft.span, action: action)
    }
  }

  private func action(_ draft: RouteDraft) -> RouteDeclaration.Action? {
    let (spec, spans) = (draft.spec, draft.spec.spans)
    let written = [spans.show, spans.check, spans.inject, spans.health].compactMap(\.self)
    guard written.count == 1 else {
      report(
        .badRouteAction, "a route does one thing, and `\(draft.text)` does \(written.isEmpty ? "nothing" : "\(written.count)")",
        written.dropFirst().first ?? draft.span, "write one of `show`, `check`, `inject` and `health`")
      return nil
    }
    if let show = spec.show {
      guard fits(draft, "show", .get, spans.show, besides: ["absent"]) else { return nil }
      return self.show(draft, show)
    }
    if let check = spec.check {
      guard fits(draft, "check", .post, spans.check, besides: ["undecided"]) else { return nil }
      return self.check(draft, check)
    }
    if let inject = spec.inject {
      guard fits(draft, "inject", .post, spans.inject, besides: ["ttl", "enabled"]) else { return nil }
      return self.inject(draft, inject)
    }
    guard let service = spec.health, fits(draft, "health", .get, spans.health, besides: []), placeholders(draft, wants: .none) else {
      return nil
    }
    for name in body.connectionNames where ["status", "service", "mode"].contains(name) {
      report(
        .badRouteAnswer, "the answer of `health` has a member `\(name)`, and a connection is called so too", draft.span,
        "give the connection another name")
      return nil
    }
    return .health(service: service)
  }

  /// Whether the method is the one of the action, and all that is written beside the action belongs to it.
  private func fits(_ draft: RouteDraft, _ action: String, _ method: RouteMethod, _ span: SourceSpan?, besides: [String]) -> Bool {
    var isGood = true
    if draft.method != method {
      report(
        .badRouteAction, "`\(action)` is called by \(method.rawValue), not \(draft.method.rawValue)", span,
        "write `\(method.rawValue) \(draft.path)`", pointing: (draft.span, "the method"))
      isGood = false
    }
    let spans = draft.spec.spans
    let others: [(name: String, owner: String, span: SourceSpan?)] = [
      ("absent", "show", spans.absent), ("undecided", "check", spans.undecided), ("ttl", "inject", spans.ttl),
      ("enabled", "inject", spans.enabled),
    ]
    for other in others where other.span != nil && !besides.contains(other.name) {
      report(
        .badRouteAction, "`\(other.name)` belongs to `\(other.owner)`, and this is a `\(action)`", other.span, "leave `\(other.name)` out")
      isGood = false
    }
    return isGood
  }

  private func show(_ draft: RouteDraft, _ target: Located<String>) -> RouteDeclaration.Action? {
    guard let sink = body.sinks.first(where: { $0.name == target.value }) else {
      unknown("sink", target, among: body.sinkNames)
      return nil
    }
    guard sink.canShow else {
      report(
        .cannotDoForRoute, "a sink of type `\(sink.type)` cannot tell what stands in its place", target.span,
        "name a sink that can, such as one of type `redis_hash`", pointing: (sink.span, "the sink"))
      return nil
    }
    let isPerEntity = sink.configuration.templates.contains(where: \.isPerEntity)
    guard placeholders(draft, wants: isPerEntity ? .entity : .none) else { return nil }
    return .show(sink: target.value, absent: draft.spec.absent.map(Self.members))
  }

  private func check(_ draft: RouteDraft, _ target: Located<String>) -> RouteDeclaration.Action? {
    guard let check = body.checks.first(where: { $0.name == target.value }) else {
      unknown("check", target, among: body.checks.map(\.name) + body.brokenChecks.sorted(), broken: body.brokenChecks)
      return nil
    }
    // A check with a fault of its own says so itself.
    guard let linked = checks.first(where: { $0.name == check.name }) else { return nil }
    guard placeholders(draft, wants: linked.cadence == .perEntity ? .maybeEntity : .none) else { return nil }
    var isGood = true
    for member in draft.spec.undecided where CheckDeclaration.verdictMembers.contains(member.name) {
      report(
        .badRouteAnswer, "the member `\(member.name)` of an answer is the check's own", member.span,
        "give it another name under `undecided`")
      isGood = false
    }
    return isGood ? .check(target.value, undecided: Self.members(draft.spec.undecided)) : nil
  }

  private func inject(_ draft: RouteDraft, _ target: Located<String>) -> RouteDeclaration.Action? {
    guard let index = body.sources.firstIndex(where: { $0.name == target.value }) else {
      unknown("source", target, among: body.sources.map(\.name) + body.brokenSources.sorted(), broken: body.brokenSources)
      return nil
    }
    let source = body.sources[index]
    var isGood = true
    if !source.canInject {
      report(
        .cannotDoForRoute, "a record cannot be written in the place of a source of type `\(source.type)`", target.span,
        "name a source that can, such as one of type `redis_hash`", pointing: (source.span, "the source"))
      isGood = false
    } else if cadences[index] == .perEntity || source.configuration.templates.contains(where: \.isDependent) {
      report(
        .cannotDoForRoute, "only a source with one record, under a key that never changes, can be injected into", target.span,
        "name a source without placeholders in its key", pointing: (source.span, "the source"))
      isGood = false
    }
    for (name, isWritten) in [("ttl", draft.spec.ttl != nil), ("enabled", draft.spec.isEnabled != nil)] where !isWritten {
      report(
        .missingField, "an `inject` needs `\(name)`", draft.spec.spans.inject,
        name == "ttl" ? "add `ttl: 120s`, say: the record is to end by itself" : "add `enabled: \"${TEST_MODE:-0}\"`, say")
      isGood = false
    }
    guard placeholders(draft, wants: .none), isGood, let ttl = draft.spec.ttl, let isEnabled = draft.spec.isEnabled else { return nil }
    return .inject(source: target.value, ttl: ttl, isEnabled: isEnabled)
  }

  private static func members(_ entries: [Named<Constant>]) -> [RouteMember] {
    entries.map { RouteMember(name: $0.name, value: $0.value) }
  }

  private enum Wanted { case none, entity, maybeEntity }

  /// Whether the placeholders of a path are the entity, where there is to be one, and no others.
  private func placeholders(_ draft: RouteDraft, wants wanted: Wanted) -> Bool {
    let names = draft.path.placeholders
    func refuse(_ message: String, _ help: String) -> Bool {
      report(.badRoutePlaceholder, message, draft.span, help)
      return false
    }
    // A faulty `for_each` is a fault by itself.
    guard !body.isForEachBroken else { return true }
    if wanted == .none || entity == nil {
      guard let name = names.first else { return true }
      return refuse("nothing takes the placeholder `{\(name)}` of the path", "leave `/{\(name)}` out")
    }
    let entity = entity ?? ""
    if let other = names.first(where: { $0 != entity }) {
      return refuse("a placeholder of a path is the entity, which is `{\(entity)}`, not `{\(other)}`", "write `{\(entity)}`")
    }
    if names.count > 1 { return refuse("the entity stands in a path once, and `{\(entity)}` stands \(names.count) times", "keep one") }
    if wanted == .entity, names.isEmpty {
      return refuse("the sink has a place for each `\(entity)`, and the path does not say which", "write `\(draft.path)/{\(entity)}`")
    }
    return true
  }

  private func unknown(_ noun: String, _ target: Located<String>, among names: [String], broken: Set<String> = []) {
    // One that is written and faulty is no further fault.
    guard !names.contains(target.value), !broken.contains(target.value) else { return }
    context.report(
      Diagnostic(
        .unknownRouteTarget, "there is no \(noun) `\(target.value.shown(limit: 60))`", at: target.span,
        help: Suggestion.help(for: target.value, among: names), notes: NameList.notes("\(noun)s", names, limit: 16)))
  }

  private func report(
    _ code: DiagnosticCode, _ message: String, _ span: SourceSpan?, _ help: String, pointing: (span: SourceSpan, text: String)? = nil
  ) {
    context.report(Diagnostic(code, message, at: span, help: help).pointing(to: pointing?.span, pointing?.text ?? ""))
  }
}

extension CheckDeclaration {
  /// The members that every answer of a check has of itself.
  static let verdictMembers: Set<String> = ["violation", "mode", "enforce"]
}
