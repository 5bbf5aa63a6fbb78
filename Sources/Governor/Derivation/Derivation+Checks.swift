public import Diagnostics
internal import Policy

extension Derivation {
  /// What a check said of the entity in the tick.
  public struct Check: Sendable {
    /// Its name.
    public let name: String
    /// Where it stands.
    public let span: SourceSpan
    /// The verdict.
    public let verdict: CheckReport.Verdict
    /// Whether what is violated is also blocked.
    public let isEnforced: Bool
    /// What it reports, in order.
    public let report: [(name: String, value: DerivedValue)]
    /// Where a violation is published; nil where the check publishes nothing.
    public let publish: Publish?
  }

  /// Where a check publishes its violations.
  public struct Publish: Sendable {
    /// The plugin.
    public let type: String
    /// The key; nil where it has none.
    public let place: String?
    /// Whether it publishes in the policy's mode.
    public let isActive: Bool
    /// Whether a violation that was to be published is not known to be: a value of it is missing, or the server did not take it.
    public let isLost: Bool
  }

  /// What the checks of a tick said of a row.
  static func checks(_ tick: TickReport, entity: String?, row: Int) -> [Check] {
    tick.checks.compactMap { report -> Check? in
      guard let declaration = tick.policy.checks.first(where: { $0.name == report.name }) else { return nil }
      let place = report.cadence == .perEntity ? row : 0
      guard report.verdicts.indices.contains(place) else { return nil }
      let publish = declaration.publish.map { sink in
        Publish(
          type: sink.type, place: sink.configuration.templates.first.map { $0.text(entity: entity) },
          isActive: sink.isActive(in: tick.policy.mode),
          isLost: report.publication.map { ($0.withheldRows + $0.failedRows).contains(place) } ?? false)
      }
      return Check(
        name: report.name, span: declaration.span, verdict: report.verdicts[place], isEnforced: report.isEnforced,
        report: report.report.map { ($0.name, DerivedValue($0.column, row: place, type: $0.type)) }, publish: publish)
    }
  }
}

extension Derivation.Check {
  /// The check in a line, and what it reports below it.
  var lines: [String] {
    var line = "check \(name): \(verdict.word)"
    // Nobody blocks what nobody was told of.
    if verdict == .violated, isEnforced, publish.map({ $0.isActive && !$0.isLost }) ?? true { line += " and blocked" }
    if let publish, verdict == .violated {
      let place = publish.place.map { " to \($0.shown(limit: 200))" } ?? ""
      let lost = "not published (a value is missing, or it failed)"
      let word = !publish.isActive ? "not published in this mode" : publish.isLost ? lost : "published"
      line += ", \(word)\(place)"
    }
    return [line + "  (\(span.file.path):\(span.start.line))"] + report.map { "  \($0.name.shown()) = \(PlainText.text($0.value))" }
  }

  /// As JSON.
  var json: String {
    let place = JSONText.members([
      ("file", JSONText.string(span.file.path)), ("line", "\(span.start.line)"), ("column", "\(span.start.column)"),
    ])
    let publish = publish.map { publish in
      JSONText.members([
        ("type", JSONText.string(publish.type)), ("key", publish.place.map(JSONText.string)), ("active", "\(publish.isActive)"),
        ("lost", "\(publish.isLost)"),
      ])
    }
    return JSONText.members([
      ("name", JSONText.string(name)), ("at", place), ("verdict", JSONText.string(verdict.word)), ("enforced", "\(isEnforced)"),
      ("report", JSONText.object(report.map { ($0.name, $0.value.json) })), ("publish", publish),
    ])
  }
}
