internal import Diagnostics
internal import Simulation

/// Shows what of a policy its tests have taken, and what they have not.
enum CoverageReport {
  /// A line for each policy, and one for each thing that no test has taken, with its place.
  static func text(_ coverage: Coverage) -> String {
    var text = ""
    for policy in coverage.byPolicy {
      let taken = policy.total - policy.missed.count
      text += "coverage: \(policy.path.shown(limit: 200)): \(percentage(policy.percentage)) %, \(taken) of \(policy.total)\n"
      for item in policy.missed { text += "  \("\(item.span)".shown(limit: 240)): no test takes \(item.what)\n" }
    }
    return text
  }

  /// Rounded down: 99.97 is not 100.
  static func percentage(_ value: Double) -> String {
    let tenths = (value * 10).rounded(.down) / 10
    return tenths == tenths.rounded() ? "\(Int(tenths))" : "\(tenths)"
  }
}
