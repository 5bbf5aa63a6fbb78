import Diagnostics

/// What a shadow does not take over from what it extends, and what it may not say itself.
enum ShadowRules {
  private static let published: Set<String> = ["metrics", "api"]

  /// The tree of the bases, without what a shadow does not inherit. A shadow's mode is not inherited either.
  static func inherited(_ base: Node) -> Node {
    var tree = base.without(published.union(["mode"]))
    guard let checks = tree.entry("checks"), case .mapping(let entries) = checks.value.content else { return tree }
    let quiet = entries.filter { $0.value.entry("publish") == nil }
    tree =
      quiet.isEmpty
      ? tree.without(["checks"]) : tree.setting("checks", at: checks.keySpan, to: Node(.mapping(quiet), span: checks.value.span))
    return tree
  }

  /// The shadow's own tree, without what it may not say; that is reported.
  static func own(_ tree: Node, into bag: inout DiagnosticBag) -> Node {
    let shadow = tree.value(of: "shadow_of")?.span
    for name in published.sorted() {
      guard let entry = tree.entry(name) else { continue }
      bag.add(
        Diagnostic(
          .badShadow, "a shadow has no `\(name)`: what it computes is seen beside its primary", at: entry.keySpan,
          help: "take `\(name)` out, or `shadow_of`"
        ).pointing(to: shadow, "a shadow"))
    }
    var own = tree.without(published)
    guard let checks = own.entry("checks"), case .mapping(let entries) = checks.value.content else { return own }
    for entry in entries {
      guard let publish = entry.value.entry("publish") else { continue }
      bag.add(
        Diagnostic(
          .badShadow, "a check of a shadow does not publish, and `\(entry.key.shown(limit: 60))` does", at: publish.keySpan,
          help: "take `publish` out"
        ).pointing(to: shadow, "a shadow"))
    }
    let quiet = entries.map { Node.Entry(key: $0.key, keySpan: $0.keySpan, value: $0.value.without(["publish"])) }
    own = own.setting("checks", at: checks.keySpan, to: Node(.mapping(quiet), span: checks.value.span))
    return own
  }

  /// The interpolated tree in mode `shadow`. A mode that says otherwise is reported.
  static func inModeShadow(_ tree: Node, shadowOf: Node.Entry, into bag: inout DiagnosticBag) -> Node {
    if let mode = tree.value(of: "mode") {
      guard let text = mode.scalar?.text, text == Mode.enforce.rawValue else { return tree }
      bag.add(
        Diagnostic(
          .badShadow, "a shadow is always in mode `shadow`", at: mode.span, help: "leave `mode` out"
        ).pointing(to: shadowOf.value.span, "a shadow"))
    }
    let mode = Scalar(text: Mode.shadow.rawValue, style: .plain, span: shadowOf.value.span)
    return tree.setting("mode", at: shadowOf.keySpan, to: Node(.scalar(mode), span: shadowOf.value.span))
  }
}
