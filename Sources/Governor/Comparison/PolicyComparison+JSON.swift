internal import Diagnostics
internal import Policy

extension PolicyComparison {
  /// The comparison as JSON, one object; its shape is documented in docs/guide/plan.md. `limit` is how many changes of each output are
  /// in it, nil for all.
  public func json(limit: Int? = nil) -> String {
    JSONText.members([
      ("version", "1"), ("was", JSONText.string(was)), ("would_be", JSONText.string(wouldBe)),
      ("entity", entity.map(JSONText.string) ?? "null"), ("now", NumberFormat.text(now)), ("differs", differs),
      ("compared_rows", "\(comparedRows)"),
      ("shared_sources", JSONText.array(shared.map(JSONText.string))), ("outputs", JSONText.array(outputs.map { Self.json($0, limit) })),
      ("only_was", JSONText.array(onlyWas.map(Self.json))), ("only_would_be", JSONText.array(onlyWouldBe.map(Self.json))),
      ("neither", JSONText.array(neither.map(Self.json))), ("obstructed", JSONText.array(obstructed.map(Self.json))),
      ("notes", JSONText.array(notes.map(JSONText.string))),
      ("checks", JSONText.array(checks.map { Self.json($0, limit) })),
      (
        "not_compared",
        JSONText.array(left.map { JSONText.members([("output", JSONText.string($0.output)), ("reason", JSONText.string($0.reason))]) })
      ),
      ("summary", JSONText.string(summary)),
    ])
  }

  /// Null where it is not known that nothing differs.
  private var differs: String { hasDifferences ? "true" : hasCompared && obstructed.isEmpty ? "false" : "null" }

  private static func json(_ output: Output, _ limit: Int?) -> String {
    let changes = output.changes.prefix(limit ?? output.changes.count).map { change in
      JSONText.members([
        ("entity", change.entity.map(JSONText.string) ?? "null"), ("was", change.was.json), ("would_be", change.wouldBe.json),
        ("difference", JSONText.number(change.difference)), ("percent", JSONText.number(change.percent)),
      ])
    }
    let histogram = DifferenceHistogram(output)
    let steps = histogram.steps.map { step in
      JSONText.members([
        ("from_percent", JSONText.number(step.lower)), ("to_percent", JSONText.number(step.upper)), ("count", "\(step.count)"),
      ])
    }
    let differences = output.changes.compactMap(\.difference)
    return JSONText.members([
      ("sink", JSONText.string(output.sink)), ("name", JSONText.string(output.name)),
      ("unit", output.type.unit.flatMap { $0.isRatio ? nil : JSONText.string("\($0)") }), ("changed", "\(output.changes.count)"),
      ("unchanged", "\(output.unchanged)"), ("smallest", JSONText.number(differences.min())),
      ("largest", JSONText.number(differences.max())),
      ("mean", JSONText.number(differences.isEmpty ? nil : differences.reduce(0, +) / Double(differences.count))),
      ("sum", JSONText.number(differences.isEmpty ? nil : differences.reduce(0, +))), ("changes", JSONText.array(changes)),
      ("histogram", JSONText.array(steps)),
    ])
  }

  private static func json(_ check: ComparedCheck, _ limit: Int?) -> String {
    let changes = check.changes.prefix(limit ?? check.changes.count).map { change in
      JSONText.members([
        ("entity", change.entity.map(JSONText.string) ?? "null"),
        ("was", change.was.map { JSONText.string($0.word) } ?? "null"),
        ("would_be", change.wouldBe.map { JSONText.string($0.word) } ?? "null"),
      ])
    }
    return JSONText.members([
      ("name", JSONText.string(check.name)), ("changed", "\(check.changes.count)"), ("unchanged", "\(check.unchanged)"),
      ("changes", JSONText.array(changes)),
    ])
  }

  private static func json(_ row: LoneRow) -> String {
    JSONText.members([
      ("sink", JSONText.string(row.sink)), ("entity", row.entity.map(JSONText.string) ?? "null"), ("reason", JSONText.string(row.reason)),
      ("deleted", "\(row.isDeleted)"),
    ])
  }
}
