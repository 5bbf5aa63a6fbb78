internal import Diagnostics
internal import Policy

extension PolicyComparison {
  /// The comparison as tables for a person, lines ended by line feeds. `limit` is how many rows of each table are shown.
  public func text(limit: Int) -> String {
    var lines = ["was: \(was.shown()), would be: \(wouldBe.shown()), \(PlainText.time(now))"]
    if !shared.isEmpty { lines.append("read once for both: \(shared.joined(separator: ", "))") }
    if !shared.isEmpty, !separate.isEmpty { lines.append("read for `\(wouldBe)` alone: \(separate.joined(separator: ", "))") }
    lines += notes
    for output in outputs where !output.changes.isEmpty { lines += Self.lines(output, entity: entity, limit: limit) }
    for check in checks where !check.changes.isEmpty { lines += Self.lines(check, entity: entity, limit: limit) }
    let same = outputs.filter { $0.changes.isEmpty && $0.unchanged > 0 }.map { "\($0.sink).\($0.name)" }
    if !same.isEmpty { lines += ["", "the same in every row: \(same.joined(separator: ", "))"] }
    lines += Self.lines(onlyWas, "there, and would not be written", limit: limit)
    lines += Self.lines(onlyWouldBe, "not there, and would be written", limit: limit)
    lines += Self.lines(neither, was == Self.server ? "not there, and would not be written" : "written by neither", limit: limit)
    lines += Self.lines(obstructed, "something else is there, so nothing is compared", limit: limit)
    if !left.isEmpty { lines.append("") }
    lines += left.map { "not compared: \($0.output): \($0.reason)" }
    lines += ["", summary]
    return lines.joined(separator: "\n") + "\n"
  }

  /// The whole in one line.
  public var summary: String {
    let changed = Set(outputs.flatMap { output in output.changes.map { "\(output.sink) \($0.entity ?? "")" } }).count
    let fields = outputs.count { !$0.changes.isEmpty }
    let obstacles = obstructed.isEmpty ? "" : ", \(obstructed.count) cannot be told: something else is there"
    guard hasCompared else { return "nothing to compare: 0 rows" + (emptiness.map { ": \($0)" } ?? "") }
    guard hasDifferences else {
      let rows = comparedRows
      return "no difference in \(outputs.count) outputs of \(rows) row\(rows == 1 ? "" : "s")\(obstacles)"
    }
    var parts = [changed == 0 ? "no row would change" : "\(counted(changed, "row")) would change in \(fields) of \(outputs.count) outputs"]
    let verdicts = checks.reduce(0) { $0 + $1.changes.count }
    if verdicts > 0 { parts.append("\(counted(verdicts, "verdict")) of checks would be another") }
    if !onlyWas.isEmpty { parts.append("\(onlyWas.count) would not be written") }
    if !onlyWouldBe.isEmpty { parts.append("\(onlyWouldBe.count) would be new") }
    let deleted = onlyWas.count { $0.isDeleted }
    if deleted > 0 { parts.append("\(deleted) of them deleted") }
    return parts.joined(separator: ", ") + obstacles
  }

  /// Why there was nothing to compare.
  private var emptiness: String? {
    var reasons: [String] = []
    for reason in (obstructed + neither).map(\.reason) + left.map(\.reason) where !reasons.contains(reason) { reasons.append(reason) }
    guard let first = reasons.first else { return entity.map { "there is no `\($0)` now" } }
    return reasons.count == 1 ? first : "\(first), and \(reasons.count - 1) other reason\(reasons.count == 2 ? "" : "s")"
  }

  private static func lines(_ check: ComparedCheck, entity: String?, limit: Int) -> [String] {
    let rows = check.changes.prefix(limit).map {
      [$0.entity?.shown(limit: 40) ?? "", $0.was?.word ?? "not asked", $0.wouldBe?.word ?? "not asked"]
    }
    return ["", "check \(check.name): \(counted(check.changes.count, "verdict")) would be another, \(check.unchanged) the same"]
      + TextTable.lines([[entity ?? "", "was", "would be"]] + rows, indent: "  ")
      + (check.changes.count > limit ? ["  and \(check.changes.count - limit) more"] : [])
  }

  private static func lines(_ output: Output, entity: String?, limit: Int) -> [String] {
    let unit = output.type.unit.map { $0.isRatio ? "" : " (\($0))" } ?? ""
    let differences = output.changes.compactMap(\.difference)
    var title = "\(output.sink).\(output.name)\(unit): \(output.changes.count) differ, \(output.unchanged) the same"
    if let least = differences.min(), let most = differences.max(), differences.count > 1 {
      let sum = differences.reduce(0, +)
      title += "; from \(PlainText.signed(least)) to \(PlainText.signed(most)), mean "
      title += "\(PlainText.signed(sum / Double(differences.count))), sum \(PlainText.signed(sum))"
    }
    let head = [entity ?? "", "was", "would be", "difference", ""]
    let rows = output.changes.prefix(limit).map { change in
      [
        change.entity?.shown(limit: 40) ?? "-", PlainText.brief(change.was), PlainText.brief(change.wouldBe),
        change.difference.map { PlainText.signed($0) } ?? "", change.percent.map { ($0 > 0 ? "+" : "") + PlainText.percent($0) } ?? "",
      ]
    }
    var lines = ["", title] + TextTable.lines([head] + rows, right: [1, 2, 3, 4], indent: "  ")
    if output.changes.count > limit { lines.append("  and \(output.changes.count - limit) more") }
    return lines + histogram(output)
  }

  /// Bars of at most 40 signs; of less than two rows a picture says nothing.
  private static func histogram(_ output: Output) -> [String] {
    let histogram = DifferenceHistogram(output)
    guard output.changes.count > 1, let most = histogram.steps.map(\.count).max() else { return [] }
    let rows = histogram.steps.map { step -> [String] in
      let length = step.count == 0 ? 0 : max(1, step.count * 40 / most)
      return [range(step), "\(step.count)", String(repeating: "#", count: length)]
    }
    let others = histogram.others > 0 ? ["  \(histogram.others) have no percent"] : []
    return ["  rows by difference in %"] + TextTable.lines(rows, right: [0, 1], indent: "  ") + others
  }

  private static func range(_ step: DifferenceHistogram.Step) -> String {
    switch (step.lower, step.upper) {
    case (let lower?, let upper?): "\(PlainText.short(lower)) .. \(PlainText.short(upper))"
    case (nil, let upper?): "below \(PlainText.short(upper))"
    case (let lower?, nil): "above \(PlainText.short(lower))"
    case (nil, nil): ""
    }
  }

  private static func lines(_ rows: [LoneRow], _ title: String, limit: Int) -> [String] {
    guard !rows.isEmpty else { return [] }
    let shown = rows.prefix(limit).map { ["\($0.sink)", $0.entity?.shown(limit: 40) ?? "-", $0.reason] }
    return ["", "\(title): \(rows.count)"] + TextTable.lines(shown, indent: "  ")
      + (rows.count > limit ? ["  and \(rows.count - limit) more"] : [])
  }
}
