internal import Diagnostics
internal import Governor
internal import Policy

/// What of some policies their tests have taken.
public struct Coverage: Sendable {
  /// The items of one policy, as it was loaded for one test.
  struct Items: Sendable {
    let policy: String
    let fallbacks: FallbackItems
    let formulas: FormulaItems
  }

  /// What of one policy was taken.
  public struct PolicyCoverage: Sendable {
    /// The path of the policy.
    public let path: String
    /// What can be taken.
    public let total: Int
    /// What no test has taken, by place.
    public let missed: [CoverageItem]

    /// How much was taken, from 0 to 100. Only what is whole is 100.
    public var percentage: Double { total == 0 ? 100 : 100 * Double(total - missed.count) / Double(total) }
  }

  /// By the path of a policy, what can be taken, and whether it was.
  private var policies: [String: [CoverageItem: Bool]] = [:]

  /// Nothing is taken.
  public init() {}

  /// Makes the items of a policy known.
  mutating func begin(_ policy: CheckedPolicy) -> Items {
    let items = Items(policy: policy.file.path, fallbacks: FallbackItems(policy), formulas: FormulaItems(policy))
    var known = policies[items.policy, default: [:]]
    for item in Array(items.fallbacks.all) + Array(items.formulas.all) where known[item] == nil { known[item] = false }
    policies[items.policy] = known
    return items
  }

  /// Notes what a tick took.
  mutating func note(_ report: TickReport, _ items: Items) {
    for item in items.fallbacks.taken(report).union(items.formulas.taken(report)) { policies[items.policy]?[item] = true }
  }

  /// What was taken, by the path of the policy.
  public var byPolicy: [PolicyCoverage] {
    policies.sorted { $0.key < $1.key }.map { path, items in
      let missed = items.filter { !$0.value }.keys.sorted { left, right in
        (left.span.file.path, left.span.start, left.what) < (right.span.file.path, right.span.start, right.what)
      }
      return PolicyCoverage(path: path, total: items.count, missed: missed)
    }
  }
}
