import Diagnostics

/// Makes one tree of a policy, of what it extends and of the settings of the command line.
struct PolicyResolver {
  let files: PolicyFiles
  let environment: PolicyEnvironment
  let settings: [PolicySetting]

  /// The tree; nil after a finding that leaves nothing to check.
  func resolve(_ file: SourceFile, into bag: inout DiagnosticBag) -> ResolvedPolicy? {
    var reader = LayerReader(files: files)
    guard reader.read(file, into: &bag), let own = reader.layers.first else { return nil }
    var written = merged(own, onto: reader.layers.dropFirst(), into: &bag)
    for setting in settings { written = SettingLayer.apply(setting, to: written, into: &bag) }
    var interpolator = Interpolator(environment: environment)
    var tree = interpolator.resolve(written)
    for finding in interpolator.findings { bag.add(finding) }
    if let shadowOf = tree.entry("shadow_of") {
      // A name that is inherited is a fault of its own, and this would follow from it.
      if own.tree.entry("policy") != nil { checkPrimary(shadowOf, of: tree, into: &bag) }
      tree = ShadowRules.inModeShadow(tree, shadowOf: shadowOf, into: &bag)
    }
    return ResolvedPolicy(
      file: file, bases: reader.layers.dropFirst().map { .init(name: $0.tree.value(of: "policy")?.scalar?.text, file: $0.file) },
      settings: settings.map(\.file), written: written, tree: tree, broken: interpolator.broken,
      aliases: reader.aliases, variables: VariableNotes(interpolator.scalars, hiding: interpolator.secrets),
      variableNames: Set(reader.layers.flatMap { variables(of: $0.tree) }), added: Self.added(by: own, to: reader.layers.dropFirst()),
      emptied: Set(reader.layers.dropFirst().flatMap { TreeMerger.emptied(own.tree, onto: $0.tree) }))
  }

  /// The names of params and values that no base has: what is misspelt there changes nothing.
  private static func added(by own: PolicyLayer, to bases: ArraySlice<PolicyLayer>) -> Set<String> {
    guard !bases.isEmpty else { return [] }
    return names(own.tree).subtracting(bases.flatMap { names($0.tree) })
  }

  /// A param and a value have never the same name.
  private static func names(_ tree: Node) -> Set<String> {
    Set(["params", "values"].compactMap { tree.value(of: $0) }.flatMap { $0.keys })
  }

  /// The variables that a file asks for, before anything else takes the place of its parts.
  private func variables(of tree: Node) -> [String] {
    var interpolator = Interpolator(environment: environment)
    _ = interpolator.resolve(tree)
    return interpolator.scalars.flatMap { $0.uses.map(\.name) }
  }

  private func merged(_ own: PolicyLayer, onto bases: ArraySlice<PolicyLayer>, into bag: inout DiagnosticBag) -> Node {
    let isShadow = own.tree.entry("shadow_of") != nil
    var tree = own.tree.without(["extends"])
    if isShadow { tree = ShadowRules.own(tree, into: &bag) }
    guard let extends = own.tree.entry("extends"), let lowest = bases.last else { return tree }
    if tree.entry("policy") == nil {
      bag.add(
        Diagnostic(
          .missingField, "a policy that extends another has a name of its own", at: extends.keySpan, help: "add `policy:` with another name"
        ))
    }
    if !isShadow, let base = bases.first, let other = base.tree.entry("shadow_of") {
      bag.add(
        Diagnostic(
          .badShadow, "what is extended here is a shadow, and this policy does not say whether it is one too", at: extends.value.span,
          help: "add `shadow_of:`, or extend what the shadow extends"
        ).pointing(to: other.keySpan, "a shadow"))
    }
    // What a file says of itself is not handed on. Its name stays until another takes the place.
    let notInherited: Set<String> = ["extends", "shadow_of"]
    var below = lowest.tree.without(notInherited)
    for layer in bases.dropLast().reversed() { below = TreeMerger.merge(layer.tree.without(notInherited), onto: below) }
    return TreeMerger.merge(tree, onto: isShadow ? ShadowRules.inherited(below) : below)
  }

  private func checkPrimary(_ shadowOf: Node.Entry, of tree: Node, into bag: inout DiagnosticBag) {
    guard let name = shadowOf.value.scalar?.text, !name.isEmpty, name == tree.value(of: "policy")?.scalar?.text else { return }
    bag.add(
      Diagnostic(
        .badShadow, "a policy cannot be the shadow of itself", at: shadowOf.value.span,
        help:
          "if it runs beside `\(name.shown(limit: 60))`, give this file a name of its own: `policy: \(name.shown(limit: 60))-shadow`, say"
      )
      .pointing(to: tree.value(of: "policy")?.span, "its own name"))
  }
}
