internal import Diagnostics
internal import Governor
internal import Policy

extension PolicyState.Reason {
  var json: String { JSONText.object([("code", JSONText.string(code.rawValue)), ("message", JSONText.string(text))]) }

  static let schema = Schema.object([
    .init(name: "code", schema: .word(Code.allCases.map(\.rawValue))), .init(name: "message", schema: .text),
  ])
}

extension PolicyState {
  /// The policy in a list.
  var summary: String { JSONText.object(members) }

  /// The policy by itself.
  var detail: String {
    let policy = live.policy
    return JSONText.object(
      members + [
        ("about", JSONText.optional(policy.about)),
        ("sources", JSONText.array(policy.sources.map { JSONText.string($0.name) })),
        ("sinks", JSONText.array(policy.sinks.indices.map(sink))),
        ("checks", JSONText.array(policy.checks.map(check))),
        ("metrics", JSONText.array(policy.metrics.map { JSONText.string($0.name) })),
        ("routes", JSONText.array(policy.routes.map { JSONText.string($0.text) })),
      ])
  }

  private var members: [(String, String)] {
    let policy = live.policy
    return [
      ("name", JSONText.string(policy.name)), ("title", JSONText.optional(policy.title)), ("mode", JSONText.string(policy.mode.rawValue)),
      ("every_seconds", JSONNumber.text(policy.every)), ("entity", JSONText.optional(policy.entity)),
      ("shadow_of", JSONText.optional(policy.shadowOf)), ("hash", JSONText.string(live.hash)),
      ("state", JSONText.string(phase.rawValue)), ("ready", reasons.isEmpty ? "true" : "false"),
      ("reasons", JSONText.array(reasons.map(\.json))), ("last_tick", status.report.map(Self.tick) ?? "null"),
    ]
  }

  private static func tick(_ report: TickReport) -> String {
    JSONText.object([
      ("number", "\(report.number)"), ("time", JSONNumber.seconds(report.snapshot.now)), ("seconds", JSONNumber.seconds(report.seconds)),
      // Null where it cannot be found out: 0 would look like having none.
      ("entities", report.knowsEntities ? "\(report.snapshot.rows)" : "null"), ("written", "\(report.written)"),
      ("withheld", "\(report.withheld)"),
      ("deleted", "\(report.deleted)"), ("failed", "\(report.failed)"),
    ])
  }

  private func sink(_ index: Int) -> String {
    let declaration = live.policy.sinks[index]
    // A report has one for each sink, in the order of the policy.
    let report = status.report.flatMap { index < $0.sinks.count ? $0.sinks[index] : nil }
    return JSONText.object([
      ("name", JSONText.string(declaration.name)), ("type", JSONText.string(declaration.type)),
      ("active", declaration.modes.contains(live.policy.mode) ? "true" : "false"), ("written", "\(report?.written ?? 0)"),
      ("withheld", "\((report?.withheld ?? 0) + (report?.missing ?? 0))"), ("deleted", "\(report?.deleted ?? 0)"),
      ("failed", "\(report?.failed ?? 0)"), ("error", JSONText.optional(report?.fault.map { "\($0)" })),
    ])
  }

  private func check(_ declaration: CheckDeclaration) -> String {
    let report = status.report?.checks.first { $0.name == declaration.name }
    let counts = CheckReport.Verdict.allCases.map { ($0.word, "\(report?.count($0) ?? 0)") }
    return JSONText.object(
      [("name", JSONText.string(declaration.name)), ("each_tick", declaration.eachTick == nil ? "false" : "true")] + counts
        + [("error", JSONText.optional(report?.publication?.fault.map { "\($0)" }))])
  }

  private static let memberSchemas: [Schema.Member] = [
    .init(name: "name", schema: .text), .init(name: "title", schema: .nullable(.text)),
    .init(name: "mode", schema: .word(Mode.allCases.map(\.rawValue))), .init(name: "every_seconds", schema: .number),
    .init(name: "entity", schema: .nullable(.text)), .init(name: "shadow_of", schema: .nullable(.text)),
    .init(name: "hash", schema: .text), .init(name: "state", schema: .word(Phase.allCases.map(\.rawValue))),
    .init(name: "ready", schema: .boolean), .init(name: "reasons", schema: .list(Reason.schema)),
    .init(name: "last_tick", schema: .nullable(tickSchema)),
  ]

  private static let tickSchema = Schema.object(
    [.init(name: "number", schema: .count), .init(name: "time", schema: .number), .init(name: "seconds", schema: .number)]
      + [.init(name: "entities", schema: .nullable(.count))]
      + ["written", "withheld", "deleted", "failed"].map { .init(name: $0, schema: .count) })

  static let summarySchema = Schema.object(memberSchemas)

  static let detailSchema = Schema.object(
    memberSchemas + [
      .init(name: "about", schema: .nullable(.text)), .init(name: "sources", schema: .list(.text)),
      .init(
        name: "sinks",
        schema: .list(
          .object(
            [.init(name: "name", schema: .text), .init(name: "type", schema: .text), .init(name: "active", schema: .boolean)]
              + ["written", "withheld", "deleted", "failed"].map { .init(name: $0, schema: .count) }
              + [.init(name: "error", schema: .nullable(.text))]))),
      .init(
        name: "checks",
        schema: .list(
          .object(
            [.init(name: "name", schema: .text), .init(name: "each_tick", schema: .boolean)]
              + CheckReport.Verdict.allCases.map { .init(name: $0.word, schema: .count) }
              + [.init(name: "error", schema: .nullable(.text))]))),
      .init(name: "metrics", schema: .list(.text)), .init(name: "routes", schema: .list(.text)),
    ])
}
