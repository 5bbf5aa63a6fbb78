import Diagnostics
import Governor
import HostKit
import Policy

/// Shows a tick to a person: a row for each entity, and below where everything came from.
struct TickView {
  private let policy: CheckedPolicy
  private let values: [NamedValue]
  private let entitySources: [Int]

  /// A view of some of the policy's values; none named is all.
  init(policy: CheckedPolicy, show: [String]) {
    self.policy = policy
    let named = show.compactMap { name in policy.values.first { $0.name == name } }
    values = named.isEmpty ? policy.values : named
    entitySources = policy.sources.indices.filter { policy.sources[$0].cadence == .perEntity && !policy.sources[$0].providesEntities }
  }

  /// The lines of a tick, at most `limit` entities.
  func lines(_ report: TickReport, limit: Int) -> [String] {
    [heading(report), ""] + table(report, limit: limit) + [""] + sources(report)
  }

  private func heading(_ report: TickReport) -> String {
    let ms = NumberFormat.text((report.seconds * 10_000).rounded() / 10)
    return "\(policy.name) \(policy.mode.rawValue)  tick \(report.number)  \(report.snapshot.rows) entities, \(report.written) written, "
      + "\(report.withheld) withheld, \(report.failed) failed  \(ms) ms"
  }

  private func table(_ report: TickReport, limit: Int) -> [String] {
    guard let entities = report.snapshot.entities else { return ["the \(policy.entity ?? "entities") cannot be found out"] }
    let rows = (0..<entities.count).sorted { entities.name($0) < entities.name($1) }
    var table = Table(header: [policy.entity ?? ""] + values.map(\.name) + entitySources.map { policy.sources[$0].name })
    for row in rows.prefix(limit) {
      let cells = values.map { Self.cell(report.evaluation[$0.register], type: policy.program.info($0.register).type, row: row) }
      table.add([entities.name(row).shown(limit: 24)] + cells + entitySources.map { origin(report.snapshot.sources[$0], row: row) })
    }
    return table.lines + (rows.count > limit ? ["… and \(rows.count - limit) more"] : [])
  }

  /// Where the sources of the whole tick stand: state, what stands for it, how old the data is.
  private func sources(_ report: TickReport) -> [String] {
    var table = Table(header: ["source", "is", "age"])
    for (index, source) in report.snapshot.sources.enumerated() where !entitySources.contains(index) {
      if policy.sources[index].providesEntities {
        table.add([source.name, SourceSummary.text(source), "\(source.outcomes.count) found"])
      } else {
        table.add([source.name, SourceSummary.text(source), Self.age(source.ages.first ?? .nan)])
      }
    }
    return table.lines
  }

  private func origin(_ source: SourceSnapshot, row: Int) -> String {
    guard source.states.indices.contains(row) else { return "" }
    let (state, outcome) = (source.states[row], source.outcomes[row])
    return state == .fresh ? "fresh \(Self.age(source.ages[row]))" : "\(state.word)>\(outcome.word)"
  }

  private static func cell(_ column: Column, type: ValueType, row: Int) -> String {
    let index = column.count == 1 ? 0 : row
    guard column.states.indices.contains(index) else { return "" }
    let state = column.states[index]
    if state.contains(.withheld) { return "withheld" }
    guard state.isPresent else { return "missing" }
    guard case .number = type else { return OutputBatch.Output(name: "", type: type, column: column).text(row: index).shown(limit: 16) }
    return rounded(column.numbers[index])
  }

  /// Enough digits to see a value move: the full ones are in Redis.
  private static func rounded(_ value: Double) -> String {
    let digits = abs(value) >= 100 ? 2 : 4
    let scale = digits == 2 ? 100.0 : 10_000.0
    guard abs(value) < 1e12 else { return NumberFormat.text(value) }
    let (whole, part) = Int((abs(value) * scale).rounded()).quotientAndRemainder(dividingBy: Int(scale))
    let fraction = String(part)
    return (value < 0 ? "-" : "") + "\(whole)." + String(repeating: "0", count: digits - fraction.count) + fraction
  }

  private static func age(_ seconds: Double) -> String {
    seconds.isNaN ? "-" : NumberFormat.text((max(0, seconds) * 10).rounded() / 10) + "s"
  }
}
