internal import Diagnostics
internal import Policy

extension RunningComparison {
  /// The comparison as JSON, one object; its shape is documented in docs/guide/shadows.md.
  public var json: String {
    JSONText.members([
      ("version", "1"), ("primary", JSONText.string(primary)), ("shadow", JSONText.string(shadow)),
      ("ticks", "\(ticks)"), ("now", JSONText.number(now)), ("outputs", JSONText.array(outputs.map(\.json))),
      (
        "not_compared",
        JSONText.array(left.map { JSONText.members([("output", JSONText.string($0.output)), ("reason", JSONText.string($0.reason))]) })
      ),
    ])
  }
}

extension ComparedOutput {
  fileprivate var json: String {
    JSONText.members([
      ("sink", JSONText.string(sink)), ("name", JSONText.string(name)),
      ("unit", type.unit.flatMap { $0.isRatio ? nil : JSONText.string("\($0)") } ?? "null"), ("compared", "\(compared)"),
      ("differing", "\(differing)"), ("only_primary", "\(onlyPrimary)"), ("only_shadow", "\(onlyShadow)"),
      ("absolute", absolute?.json ?? "null"), ("relative", relative?.json ?? "null"),
      ("differing_so_far", "\(differingSoFar)"), ("largest", JSONText.array(largest.map(\.comparedJSON))),
    ])
  }
}

extension Spread {
  fileprivate var json: String {
    JSONText.members([
      ("mean", JSONText.number(mean)), ("median", JSONText.number(median)), ("p95", JSONText.number(percentile95)),
      ("largest", JSONText.number(largest)),
    ])
  }
}

extension PolicyComparison.Change {
  fileprivate var comparedJSON: String {
    JSONText.members([
      ("entity", entity.map(JSONText.string) ?? "null"), ("primary", was.json), ("shadow", wouldBe.json),
      ("difference", JSONText.number(difference)), ("percent", JSONText.number(percent)),
    ])
  }
}
