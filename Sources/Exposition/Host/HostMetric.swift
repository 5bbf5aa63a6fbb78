internal import Governor
internal import Policy

/// One of the host's own metrics: its name, type, labels and meaning, and where its values come from. The exposition and the page of the
/// reference are both made from these.
public struct HostMetric: Sendable {
  /// The texts of the labels of a series, in the order of `labels`, and its value.
  typealias Row = (texts: [String], value: MetricFamily.Value)

  /// The name.
  public let name: String
  /// What its values mean.
  public let kind: MetricFamily.Kind
  /// The names of its labels.
  public let labels: [String]
  /// One line for people.
  public let help: String
  private let read: @Sendable (HostFacts) -> [Row]

  init(_ name: String, _ kind: MetricFamily.Kind, labels: [String] = [], _ help: String, read: @escaping @Sendable (HostFacts) -> [Row]) {
    self.name = name
    self.kind = kind
    self.labels = labels
    self.help = help
    self.read = read
  }

  /// The metric as it is now.
  func family(_ facts: HostFacts) -> MetricFamily {
    let samples = read(facts).map { row in
      MetricFamily.Sample(labels: zip(labels, row.texts).map { MetricSample.Label(name: $0, value: $1) }, row.value)
    }
    return MetricFamily(name, kind, help: help, samples: samples)
  }
}

extension HostMetric {
  /// A metric with one series for the whole host; nil is none.
  static func host(
    _ name: String, _ kind: MetricFamily.Kind, _ help: String, read: @escaping @Sendable (HostFacts) -> MetricFamily.Value?
  ) -> HostMetric {
    HostMetric(name, kind, help) { facts in read(facts).map { [([], $0)] } ?? [] }
  }

  /// A metric with a series for each policy.
  static func policy(
    _ name: String, _ kind: MetricFamily.Kind, _ help: String, read: @escaping @Sendable (TickTally) -> MetricFamily.Value?
  ) -> HostMetric {
    HostMetric(name, kind, labels: ["policy"], help) { facts in
      facts.policies.compactMap { running in read(running.status.tally).map { ([running.policy.name], $0) } }
    }
  }

  /// A metric with a series for each source of each policy.
  static func source(
    _ name: String, _ kind: MetricFamily.Kind, _ help: String, read: @escaping @Sendable (SourceTally) -> MetricFamily.Value?
  ) -> HostMetric {
    HostMetric(name, kind, labels: ["policy", "source"], help) { facts in
      facts.policies.flatMap { running in
        running.status.tally.sources.compactMap { tally in read(tally).map { ([running.policy.name, tally.name], $0) } }
      }
    }
  }

  /// A counter with a series for each source of each policy and each of some words.
  static func source<Word: CaseIterable & Sendable>(
    _ name: String, by label: String, of words: Word.Type, word: @escaping @Sendable (Word) -> String, _ help: String,
    read: @escaping @Sendable (SourceTally, Word) -> Int
  ) -> HostMetric {
    HostMetric(name, .counter, labels: ["policy", "source", label], help) { facts in
      facts.policies.flatMap { running in
        running.status.tally.sources.flatMap { tally in
          Word.allCases.map { ([running.policy.name, tally.name, word($0)], .count(read(tally, $0))) }
        }
      }
    }
  }

  /// A metric with a series for each sink of each policy.
  static func sink(
    _ name: String, _ kind: MetricFamily.Kind, _ help: String, read: @escaping @Sendable (SinkTally) -> MetricFamily.Value?
  ) -> HostMetric {
    HostMetric(name, kind, labels: ["policy", "sink"], help) { facts in
      facts.policies.flatMap { running in
        running.status.tally.sinks.compactMap { tally in read(tally).map { ([running.policy.name, tally.name], $0) } }
      }
    }
  }

  /// A metric with a series for each output of each shadow that is compared.
  static func compared(
    _ name: String, _ kind: MetricFamily.Kind, _ help: String, read: @escaping @Sendable (ComparedOutput) -> MetricFamily.Value?
  ) -> HostMetric {
    HostMetric(name, kind, labels: ["policy", "output"], help) { facts in
      comparisons(facts).flatMap { policy, output in read(output).map { [([policy, "\(output.sink).\(output.name)"], $0)] } ?? [] }
    }
  }

  /// A gauge with a series for each output of each shadow, and each figure of how its differences are spread.
  static func spread(_ name: String, _ help: String, read: @escaping @Sendable (ComparedOutput) -> Spread?) -> HostMetric {
    HostMetric(name, .gauge, labels: ["policy", "output", "statistic"], help) { facts in
      comparisons(facts).flatMap { policy, output -> [Row] in
        guard let spread = read(output) else { return [] }
        let figures = [("mean", spread.mean), ("median", spread.median), ("p95", spread.percentile95), ("largest", spread.largest)]
        return figures.map { ([policy, "\(output.sink).\(output.name)", $0.0], .number($0.1)) }
      }
    }
  }

  private static func comparisons(_ facts: HostFacts) -> [(policy: String, output: ComparedOutput)] {
    facts.policies.flatMap { running in (running.status.comparison?.outputs ?? []).map { (running.policy.name, $0) } }
  }
}
