internal import Exposition

/// The page of the reference that lists the host's own metrics.
struct MetricsPage {
  let markdown: String

  init(_ metrics: [HostMetric] = HostMetric.all) {
    var page = """
      # Metrics

      `GET /metrics` shows the metrics that the policies declare, under their own names, and these of the host. As Prometheus text
      (`\(ExpositionFormat.prometheusText.contentType)`) or OpenMetrics (`\(ExpositionFormat.openMetrics.contentType)`), as `Accept` asks; as gzip
      where `Accept-Encoding` allows it. Series have the same names in both.

      - A metric of a policy is a gauge of its last tick, or a counter of events. A gauge without a value has no series. A series of an entity ends
        with the entity, one that several entities share with the last of them. While the entities cannot be found out, counters stay.
      - A metric has at most `series_limit` series (10000 unless the policy says otherwise). Those that are there stay, further ones are left out:
        counted in `governor_metric_series_dropped_total`, and told once in the log.
      - Two policies of one host may name the same metric only with the same type, help and labels, and with a label by which their series are
        told apart, such as `labels: {policy: policy}` ([GV0380](codes.md)). A shadow shows no metrics of its own.
      - Counters go on when policies are loaded anew, where name, event and labels are the same. They begin at 0 with the process.
      - A shadow's differences are labelled by policy and output (`sink.field`), never by entity.

      | metric | type | labels | |
      |---|---|---|---|

      """
    for metric in metrics {
      let labels = metric.labels.map { "`\($0)`" }.joined(separator: ", ")
      page += "| `\(metric.name)` | \(metric.kind.rawValue) | \(labels) | \(metric.help) |\n"
    }
    markdown = page
  }
}
