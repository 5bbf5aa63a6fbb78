internal import Policy

/// How a shadow's outputs differ from its primary's, tick after tick.
///
/// Both have the same snapshot and the same time, so that what differs comes of the policies alone. An output is held against the one of the
/// same name in the primary's sink of the same name. It is about two texts: where either policy is changed, another one begins.
public struct RunningComparison: Sendable {
  /// An output that is not compared.
  public struct Left: Sendable, Hashable {
    /// The output, as `sink.output`.
    public let output: String
    /// Why.
    public let reason: String
  }

  /// The primary's name.
  public let primary: String
  /// The shadow's name.
  public let shadow: String
  /// Ticks in which something was compared: an entity's output, or the one of a tick, that both wrote.
  public private(set) var ticks = 0
  /// The time of the last tick of both, in Unix seconds; nil before the first.
  public private(set) var now: Double?
  /// Outputs that both have, in the order of the shadow.
  public private(set) var outputs: [ComparedOutput] = []
  /// Outputs that only one of them has, or writes in its mode.
  public private(set) var left: [Left] = []

  /// Tell their texts apart; see `LivePolicy.mark`.
  private let marks: [String]

  /// A comparison of no tick.
  init(primary: String, shadow: String, marks: [String]) {
    self.primary = primary
    self.shadow = shadow
    self.marks = marks
  }

  /// Whether it is about these two, as they stand now.
  func isAbout(primary: String, shadow: String, marks: [String]) -> Bool {
    self.primary == primary && self.shadow == shadow && self.marks == marks
  }

  /// Takes in a tick of both.
  mutating func take(primary report: TickReport, shadow own: TickReport) {
    now = own.snapshot.now
    let known = outputs
    outputs = []
    left = []
    for sink in own.policy.sinks {
      let pairs = report.policy.sinks.first { $0.name == sink.name }.map { ($0, RowPairs($0, report, sink, own)) }
      for output in sink.outputs {
        guard let (twin, rows) = pairs, let twinOutput = twin.outputs.first(where: { $0.name == output.name }) else {
          left.append(Left(output: "\(sink.name).\(output.name)", reason: "`\(primary)` writes no such output"))
          continue
        }
        if let idle = [(twin, report), (sink, own)].first(where: { !$0.0.isActive(in: $0.1.policy.mode) }) {
          let reason = "the sink of `\(idle.1.policy.name)` does not write in mode \(idle.1.policy.mode.rawValue)"
          left.append(Left(output: "\(sink.name).\(output.name)", reason: reason))
          continue
        }
        var compared =
          known.first { $0.sink == sink.name && $0.name == output.name }
          ?? ComparedOutput(sink: sink.name, name: output.name, type: output.type)
        compared.take(
          rows, primary: report.evaluation[twinOutput.register], shadow: own.evaluation[output.register], primaryType: twinOutput.type)
        outputs.append(compared)
      }
    }
    if outputs.contains(where: { $0.compared > 0 }) { ticks += 1 }
    for sink in report.policy.sinks {
      for output in sink.outputs {
        let isKnown = own.policy.sinks.contains { $0.name == sink.name && $0.outputs.contains { $0.name == output.name } }
        if !isKnown { left.append(Left(output: "\(sink.name).\(output.name)", reason: "`\(shadow)` writes no such output")) }
      }
    }
  }
}
