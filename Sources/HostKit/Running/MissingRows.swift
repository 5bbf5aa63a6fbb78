internal import Diagnostics
internal import Governor
internal import Policy

/// Says which rows of a sink are kept back because a value is missing: the first row with its values by name, and how many there are.
enum MissingRows {
  /// Outputs that are named before the rest is counted.
  private static let shown = 3

  /// The words for a sink of which at least one row is missing a value.
  static func text(_ sink: SinkReport, _ report: TickReport) -> String {
    let count = sink.missing == 1 ? "the row is kept back" : "\(sink.missing) rows are kept back"
    guard let declaration = report.policy.sinks.first(where: { $0.name == sink.name }) else { return count }
    for row in sink.withheldRows {
      let states = declaration.outputs.map { output -> (name: String, state: CellState) in
        let states = report.evaluation[output.register].states
        return (output.name, states[states.count == 1 ? 0 : row])
      }
      guard !states.contains(where: { $0.state.contains(.withheld) }) else { continue }
      let missing = states.filter { $0.state.contains(.missing) }.map { "`\($0.name.shown())`" }
      let entity = declaration.cadence == .perEntity ? report.snapshot.entities?.name(row) : nil
      guard let entity else { return "\(count): \(words(missing))" }
      let who = entity.shown()
      return (sink.missing == 1 ? "the row of `\(who)` is kept back" : "\(count), such as that of `\(who)`") + ": \(words(missing))"
    }
    return count
  }

  private static func words(_ names: [String]) -> String {
    let rest = names.count - shown
    let list = names.prefix(shown).joined(separator: ", ") + (rest > 0 ? " and \(counted(rest, "other"))" : "")
    return "\(list) \(names.count == 1 ? "is" : "are") missing"
  }
}
