internal import Governor
internal import Policy

/// The metrics that policies declare, as families.
enum PolicyMetrics {
  /// The families of some policies, in their order. What several declare is one family: a set of policies is only run where they agree on
  /// its shape, and where a label tells their series apart.
  static func families(_ policies: [HostFacts.Running]) -> [MetricFamily] {
    var families: [MetricFamily] = []
    var places: [String: Int] = [:]
    for running in policies {
      for (declaration, samples) in running.status.ledger.families {
        let shown = samples.map { MetricFamily.Sample(labels: $0.labels, .number($0.value)) }
        if let place = places[declaration.family] {
          families[place].samples += shown
        } else {
          places[declaration.family] = families.count
          families.append(
            MetricFamily(
              declaration.name, declaration.isCounter ? .counter : .gauge, help: declaration.help ?? usualHelp(declaration), samples: shown)
          )
        }
      }
    }
    return families
  }

  /// What is said of a metric without `help`.
  private static func usualHelp(_ metric: MetricDeclaration) -> String {
    guard case .counter(let event, _) = metric.kind else { return "What the policy computed in its last tick." }
    return "Counts \(event.text)."
  }
}
