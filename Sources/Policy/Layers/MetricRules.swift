import Diagnostics

/// What two policies of one host that name the same metric must have in common, and in what they must differ.
///
/// A scraper sees one metric: of one type, with one help text and the same labels, and no series of it twice.
struct MetricRules {
  private typealias Owned = (policy: CheckedPolicy, metric: MetricDeclaration)

  /// What is wrong between some policies, each finding with the policy that is to be mended.
  static func findings(_ policies: [CheckedPolicy]) -> [(policy: CheckedPolicy, finding: Diagnostic)] {
    var first: [String: [Owned]] = [:]
    var found: [(policy: CheckedPolicy, finding: Diagnostic)] = []
    for policy in policies {
      for metric in policy.metrics {
        // Of two policies with one name enough is said.
        let others = first[metric.family, default: []].filter { $0.policy.name != policy.name }
        if let finding = others.lazy.compactMap({ conflict((policy, metric), $0) }).first { found.append((policy, finding)) }
        first[metric.family, default: []].append((policy, metric))
      }
    }
    return found
  }

  private static func conflict(_ one: Owned, _ other: Owned) -> Diagnostic? {
    guard one.metric.name == other.metric.name, one.metric.isCounter == other.metric.isCounter else {
      return diagnostic(
        one, other, "`\(one.metric.name)` of `\(one.policy.name)` and `\(other.metric.name)` of `\(other.policy.name)` are one metric",
        help: "give one of them another name")
    }
    let name = one.metric.name
    guard one.metric.labels.map(\.name) == other.metric.labels.map(\.name) else {
      return diagnostic(
        one, other, "the metric `\(name)` has other labels in `\(one.policy.name)` than in `\(other.policy.name)`",
        help: "give it the same labels in the same order, or another name")
    }
    guard one.metric.help == other.metric.help else {
      return diagnostic(
        one, other, "the metric `\(name)` has another `help` in `\(one.policy.name)` than in `\(other.policy.name)`",
        help: "write the same text in both, or give one of them another name")
    }
    guard !isToldApart(one, other) else { return nil }
    return diagnostic(
      one, other, "nothing tells the series of `\(name)` in `\(one.policy.name)` from those in `\(other.policy.name)`",
      help: "add `labels: {policy: policy}` to both, or give one of them another name")
  }

  /// Whether a label has one text in all series of one policy, and another in those of the other.
  private static func isToldApart(_ one: Owned, _ other: Owned) -> Bool {
    zip(one.metric.labels, other.metric.labels).contains { label, otherLabel in
      guard let text = one.policy.constant(label.register), let otherText = other.policy.constant(otherLabel.register) else { return false }
      return text != otherText
    }
  }

  private static func diagnostic(_ one: Owned, _ other: Owned, _ message: String, help: String) -> Diagnostic {
    // A metric that is inherited stands in one place only: then what is shown is the policy that inherits it.
    guard "\(one.metric.span)" == "\(other.metric.span)" else {
      return Diagnostic(.conflictingMetrics, message, at: one.metric.span, help: help)
        .pointing(to: other.metric.span, "`\(other.policy.name)` has it here")
    }
    let (heir, donor) = one.policy.file.path == one.metric.span.file.path ? (other, one) : (one, other)
    return Diagnostic(.conflictingMetrics, message, at: heir.policy.layers.nameSpan, help: help)
      .pointing(to: one.metric.span, "the metric of both").pointing(to: donor.policy.layers.nameSpan, "the other policy")
  }
}

extension CheckedPolicy {
  /// The text that a register holds in every tick; nil where it is not always the same.
  fileprivate func constant(_ register: Register) -> String? {
    guard case .text(let text)? = program.constants.first(where: { $0.register == register })?.value else { return nil }
    return text
  }
}
