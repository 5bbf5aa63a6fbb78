internal import Diagnostics

/// Finds the event that a metric names.
struct EventReader {
  let sources: [String]
  let sinks: [String]
  let checks: [String]
  /// Things that are written but faulty: naming one is no further fault.
  let broken: Set<String>
  let context: LoadContext

  /// The event; nil after a finding.
  func read(_ node: Node) -> Event? {
    let text = node.scalar?.text ?? ""
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3 else {
      report("`\(text.shown(limit: 60))` is not an event", node, help: "write `source.NAME.EVENT`, `sink.NAME.EVENT` or `check.NAME.EVENT`")
      return nil
    }
    switch parts[0] {
    case "source": return find(parts, "source", sources, node).map { Event.source(parts[1], $0) }
    case "sink": return find(parts, "sink", sinks, node).map { Event.sink(parts[1], $0) }
    case "check": return find(parts, "check", checks, node).map { Event.check(parts[1], $0) }
    default:
      let kinds = ["source", "sink", "check"]
      report(
        "`\(parts[0].shown(limit: 40))` has no events", node, help: Suggestion.help(for: parts[0], among: kinds),
        note: NameList.note("events are of", kinds, limit: 16))
      return nil
    }
  }

  private func find<Kind: CaseIterable & RawRepresentable>(_ parts: [String], _ noun: String, _ names: [String], _ node: Node) -> Kind?
  where Kind.RawValue == String {
    guard names.contains(parts[1]) else {
      if broken.contains("\(noun).\(parts[1])") { return nil }
      report(
        "there is no \(noun) `\(parts[1].shown(limit: 40))`", node, help: Suggestion.help(for: parts[1], among: names),
        note: names.isEmpty ? nil : NameList.note("\(noun)s", names, limit: 16))
      return nil
    }
    if let event = Kind(rawValue: parts[2]) { return event }
    let events = Kind.allCases.map(\.rawValue)
    report(
      "`\(parts[2].shown(limit: 40))` is not an event of a \(noun)", node, help: Suggestion.help(for: parts[2], among: events),
      note: NameList.note("events", events, limit: 16))
    return nil
  }

  private func report(_ message: String, _ node: Node, help: String?, note: String? = nil) {
    context.report(
      Diagnostic(.badEvent, message, at: node.span, help: help, notes: note.map { [$0] } ?? []))
  }
}
