internal import Diagnostics
internal import Policy

extension ExpectationReader {
  /// What checks have published in a tick: the entities, or how many rows.
  mutating func readPublished(_ node: Node, into bag: inout DiagnosticBag) {
    for entry in mapping(node, "`published`", into: &bag) ?? [] {
      let names = policy.checks.filter { $0.publish != nil }.map(\.name)
      guard let publish = policy.checks.first(where: { $0.name == entry.key })?.publish else {
        bag.add(
          Diagnostic(
            .unknownName, "`\(entry.key.shown(limit: 60))` is not a check of `\(policy.name)` that publishes", at: entry.keySpan,
            caption: "unknown", help: Suggestion.help(for: entry.key, among: names), notes: NameList.notes("checks that publish", names)))
        continue
      }
      if case .sequence(let items) = entry.value.content, publish.cadence == .perEntity {
        add(.published(check: entry.key, entities: items.compactMap { $0.scalar?.text }), entry.value)
      } else if let count = entry.value.scalar.flatMap({ Int($0.text) }), count >= 0 {
        add(.publishedCount(check: entry.key, count), entry.value)
      } else {
        let form = publish.cadence == .perEntity ? "the list of entities, or how many" : "how many rows"
        bag.add(
          Diagnostic(
            .badExpectation, "what a check publishes is told by \(form), not by \(entry.value.kindName)", at: entry.value.span,
            help: "write `\(entry.key): 1`, or `0` where nothing is published"))
      }
    }
  }
}
