// GV0380 to GV0384: metrics of several policies.
extension CodePage {
  static let ofMetrics: [CodePage] = [
    CodePage(
      .conflictingMetrics,
      rule: """
        A metric that two policies of one run name has the same type, help text and labels in both, and a label by which their series are told \
        apart, such as `policy: policy`. A gauge `x` and a counter `x_total` are one metric.
        """,
      why: "A scraper that meets a metric twice in two shapes, or one series twice, refuses the whole answer, and every alert goes blind.",
      wrong: .part(
        "# one.yaml\nmetrics: {budget_usd: {gauge: budget}}\n# two.yaml\nmetrics: {budget_usd: {gauge: budget}}"),
      right: .part(
        "# one.yaml\nmetrics: {budget_usd: {gauge: budget, labels: {policy: policy}}}\n"
          + "# two.yaml\nmetrics: {budget_usd: {gauge: budget, labels: {policy: policy}}}"))
  ]
}
