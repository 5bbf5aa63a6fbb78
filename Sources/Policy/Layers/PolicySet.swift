public import Diagnostics

/// Policies that are to run in one host, held against each other.
public struct PolicySet: Sendable {
  private let policies: [CheckedPolicy]
  private let others: [CheckedPolicy]
  private let isComplete: Bool
  private var found: [(file: SourceFile, finding: Diagnostic)] = []

  /// Holds policies against each other. `others` are known of, such as the primary that a shadow extends, and nothing is said of them alone.
  ///
  /// Where a policy of the run could not be loaded (`isComplete` is false), nobody can say that a primary is not there.
  public init(_ policies: [CheckedPolicy], knowing others: [CheckedPolicy] = [], isComplete: Bool = true) {
    self.policies = policies
    self.others = others
    self.isComplete = isComplete
    checkNames()
    checkPrimaries()
    checkKeys()
    checkInheritedSinks()
    checkRoutes()
    for (policy, finding) in MetricRules.findings(policies) { report(finding, in: policy) }
  }

  /// What is wrong between the policies.
  public var findings: DiagnosticBag {
    var bag = DiagnosticBag()
    for (_, finding) in found { bag.add(finding) }
    return bag
  }

  /// What is to be mended in a policy, as far as it is of the set.
  public func findings(of policy: CheckedPolicy) -> [Diagnostic] {
    found.filter { $0.file === policy.file }.map(\.finding)
  }

  private mutating func report(_ finding: Diagnostic, in policy: CheckedPolicy) {
    found.append((policy.file, finding))
  }

  private mutating func checkNames() {
    var first: [String: CheckedPolicy] = [:]
    for policy in policies {
      guard let other = first[policy.name] else {
        first[policy.name] = policy
        continue
      }
      report(
        Diagnostic(
          .samePolicyName, "two policies are called `\(policy.name)`", at: policy.layers.nameSpan, help: "give one of them another name"
        ).pointing(to: other.layers.nameSpan, "the other one"), in: policy)
    }
  }

  private mutating func checkPrimaries() {
    for policy in policies {
      guard let shadowOf = policy.layers.shadowOf else { continue }
      guard let primary = primary(of: policy) else {
        guard isComplete else { continue }
        let names = (policies + others).map(\.name).filter { $0 != policy.name }.sorted()
        report(
          Diagnostic(
            .unknownPrimary, "`\(policy.name)` is the shadow of `\(shadowOf.name)`, and there is no policy `\(shadowOf.name)`",
            at: shadowOf.span,
            help: Suggestion.help(for: shadowOf.name, among: names) ?? "name the file of `\(shadowOf.name)` beside this one",
            notes: NameList.notes("policies", names)), in: policy)
        continue
      }
      if policy.every != primary.every, let span = policy.everySpan { report(Self.pace(policy, primary, span), in: policy) }
      guard let further = primary.layers.shadowOf else { continue }
      report(
        Diagnostic(
          .badShadow, "`\(primary.name)` is itself a shadow, and has no tick of its own", at: shadowOf.span,
          help: "write `shadow_of: \(further.name)`"
        ).pointing(to: further.span, "said here"), in: policy)
    }
  }

  private static func pace(_ shadow: CheckedPolicy, _ primary: CheckedPolicy, _ span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .badShadow,
      "a shadow ticks with its primary, which does so every \(DurationText.text(primary.every)), and not every "
        + DurationText.text(shadow.every),
      at: span.file === shadow.file ? span : shadow.layers.nameSpan, help: "leave `every` out"
    ).pointing(to: primary.everySpan, "the time from tick to tick")
  }

  private func primary(of policy: CheckedPolicy) -> CheckedPolicy? {
    (policies + others).first { $0.name == policy.shadowOf && $0.name != policy.name }
  }

  private mutating func checkKeys() {
    for (index, policy) in policies.enumerated() {
      // Of two policies with one name enough is said.
      for other in policies[..<index] where other.name != policy.name { check(policy, other) }
      for other in others where other.name == policy.shadowOf { check(policy, other) }
    }
  }

  /// Two policies that claim one route: a request could be meant for either.
  private mutating func checkRoutes() {
    for (index, policy) in policies.enumerated() {
      for other in policies[..<index] where other.name != policy.name {
        for route in policy.routes {
          guard let taken = other.routes.first(where: { $0.conflicts(with: route) }) else { continue }
          let (heir, finding) = Self.conflict((policy, route), (other, taken))
          report(finding, in: heir)
        }
      }
    }
  }

  private typealias Claim = (policy: CheckedPolicy, route: RouteDeclaration)

  private static func conflict(_ one: Claim, _ other: Claim) -> (in: CheckedPolicy, Diagnostic) {
    let message =
      "one request could be meant for `\(other.route.text)` of `\(other.policy.name)` and `\(one.route.text)` of `\(one.policy.name)`"
    let span = one.route.span
    guard "\(span)" == "\(other.route.span)" else {
      let finding = Diagnostic(.routeConflict, message, at: span, help: "give one of them another path")
        .pointing(to: other.route.span, "`\(other.policy.name)` claims it here")
      return (one.policy, finding)
    }
    // A route that is inherited stands in one place only: then what is shown is the policy that inherits it.
    let (heir, donor) = one.policy.file.path == span.file.path ? (other, one) : (one, other)
    let finding = Diagnostic(
      .routeConflict, message, at: heir.policy.layers.nameSpan, help: "write `shadow_of`: a shadow takes no `api` over"
    ).pointing(to: span, "the route of both").pointing(to: donor.policy.layers.nameSpan, "the other policy")
    return (heir.policy, finding)
  }

  /// A sink without keys would do for a shadow what it does for the primary: a program would place an order twice.
  private mutating func checkInheritedSinks() {
    for policy in policies where policy.shadowOf != nil {
      for sink in policy.writers where !sink.configuration.toleratesShadows {
        let places = [sink.span, sink.configuration.address].compactMap { $0 }
        guard !places.contains(where: { $0.file === policy.file }) else { continue }
        report(
          Diagnostic(
            .badShadow, "\(sink.noun) of type `\(sink.type)` has no keys, so that nobody could tell a shadow's writes from its primary's",
            at: policy.layers.nameSpan, help: "say in this file where the sink writes, or take `shadow_of` out"
          ).pointing(to: sink.span, "inherited from here"), in: policy)
      }
    }
  }

  private mutating func check(_ policy: CheckedPolicy, _ other: CheckedPolicy) {
    let (one, two) = other.shadowOf == policy.name ? (other, policy) : (policy, other)
    // What a shadow writes is not for those who act on a live policy, so that here an address that is written differently is no excuse.
    let judgement = (one.shadowOf == nil) == (two.shadowOf == nil) ? KeyPlace.Judgement.byName : .byKind
    for sink in one.writers {
      for otherSink in two.writers {
        guard let keys = sink.configuration.writtenKeys, let otherKeys = otherSink.configuration.writtenKeys,
          keys.overlap(otherKeys, judgement)
        else { continue }
        let finding =
          one.shadowOf == two.name
          ? Self.shadowing(one, keys, two, otherKeys) : Self.overlap((one, sink, keys), (two, otherSink, otherKeys))
        report(finding, in: one)
      }
    }
    for (shadow, live) in [(one, two), (two, one)] where shadow.shadowOf != nil && live.shadowOf == nil {
      for finding in Self.feeding(shadow, live) { report(finding, in: shadow) }
    }
  }

  private static func shadowing(
    _ shadow: CheckedPolicy, _ keys: WrittenKeys, _ primary: CheckedPolicy, _ otherKeys: WrittenKeys
  ) -> Diagnostic {
    Diagnostic(
      .shadowWritesPrimary, "the shadow `\(shadow.name)` can write the keys of its primary `\(primary.name)`", at: keys.template.span,
      help: "put `\(shadow.name):` in front, or leave a key that is inherited as it is: then that is done for you",
      notes: twoNames(keys.place, otherKeys.place)
    ).pointing(to: otherKeys.template.span, "`\(primary.name)` writes here")
  }

  /// Why keys at two addresses are taken for the same.
  static func twoNames(_ one: KeyPlace, _ other: KeyPlace) -> [String] {
    one.name == other.name ? [] : ["their connections have different addresses, and these may be two names of one server"]
  }

  private typealias Writer = (policy: CheckedPolicy, sink: SinkDeclaration, keys: WrittenKeys)

  private static func overlap(_ one: Writer, _ other: Writer) -> Diagnostic {
    let message =
      "\(other.sink.noun) of `\(other.policy.name)` and \(one.sink.noun) of `\(one.policy.name)` can write the same key"
    let span = one.keys.template.span
    // A key that is inherited stands in one place only: then what is shown is the policy that inherits it.
    guard "\(span)" != "\(other.keys.template.span)" else {
      let (heir, donor) = one.policy.file.path == span.file.path ? (other, one) : (one, other)
      return Diagnostic(
        .overlappingKeys, message, at: heir.policy.layers.nameSpan,
        help: "give \(heir.sink.noun) another key here, or write `shadow_of`",
        notes: twoNames(one.keys.place, other.keys.place)
      ).pointing(to: span, "the key of both").pointing(to: donor.policy.layers.nameSpan, "the other policy")
    }
    return Diagnostic(
      .overlappingKeys, message, at: span, help: "give one of them keys of its own", notes: twoNames(one.keys.place, other.keys.place)
    )
    .pointing(to: other.keys.template.span, "`\(other.policy.name)` writes here")
  }
}
