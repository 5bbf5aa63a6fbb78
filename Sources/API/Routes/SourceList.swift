internal import Diagnostics
internal import Governor
internal import Policy

/// What `/policies/{policy}/sources` tells.
enum SourceList {
  /// The sources of a policy with what they gave to its last tick, and how their reads have gone.
  static func json(_ state: PolicyState) -> String {
    let policy = state.live.policy
    let snapshots = state.status.report?.snapshot.sources ?? []
    let sources = policy.sources.enumerated().map { index, declaration in
      source(
        declaration, state.status.sources.first { $0.name == declaration.name }, index < snapshots.count ? snapshots[index] : nil)
    }
    return JSONText.object([("policy", JSONText.string(policy.name)), ("sources", JSONText.array(sources))])
  }

  private static func source(_ declaration: SourceDeclaration, _ status: SourceStatus?, _ snapshot: SourceSnapshot?) -> String {
    let states = RecordState.allCases.map { ($0.word, snapshot?.count($0) ?? 0) }
    let outcomes = Self.outcomes.map { ($0.word, snapshot?.count($0) ?? 0) }
    let ages = snapshot?.ages.filter(\.isFinite) ?? []
    return JSONText.object([
      ("name", JSONText.string(declaration.name)), ("type", JSONText.string(declaration.type)),
      ("place", JSONText.optional(declaration.configuration.place(entity: nil).map { Credentials.covered($0) })),
      ("per_entity", declaration.cadence == .perEntity ? "true" : "false"),
      ("state", JSONText.string(word(states) ?? (snapshot?.fault?.kind == .unreachable ? RecordState.unreachable.word : "none"))),
      ("outcome", JSONText.string(word(outcomes) ?? "none")),
      ("states", counts(states)), ("outcomes", counts(outcomes)), ("age_seconds", JSONNumber.seconds(ages.max())),
      ("stale_after_seconds", JSONNumber.text(declaration.staleAfter)), ("too_old", "\(snapshot?.tooOld ?? 0)"),
      ("last_read_time", JSONNumber.seconds(status?.lastReadTime)),
      ("last_read_ms", JSONNumber.text(status?.lastReadSeconds.map { ($0 * 1_000_000).rounded() / 1000 })),
      ("last_success_time", JSONNumber.seconds(status?.lastSuccessTime)), ("last_error", JSONText.optional(status?.lastError)),
      ("last_error_time", JSONNumber.seconds(status?.lastErrorTime)),
    ])
  }

  private static let outcomes: [Outcome] = [.fresh, .lastKnownGood, .values, .missing, .withheld]

  /// The one word that fits all records; `mixed` where there are several, nil where there is no record.
  private static func word(_ counts: [(String, Int)]) -> String? {
    let there = counts.filter { $0.1 > 0 }
    return there.count > 1 ? "mixed" : there.first?.0
  }

  private static func counts(_ counts: [(String, Int)]) -> String { JSONText.object(counts.map { ($0.0, "\($0.1)") }) }

  static let schema = Schema.object([
    .init(name: "policy", schema: .text),
    .init(
      name: "sources",
      schema: .list(
        .object([
          .init(name: "name", schema: .text), .init(name: "type", schema: .text), .init(name: "place", schema: .nullable(.text)),
          .init(name: "per_entity", schema: .boolean),
          .init(name: "state", schema: .word(RecordState.allCases.map(\.word) + ["mixed", "none"])),
          .init(name: "outcome", schema: .word(outcomes.map(\.word) + ["mixed", "none"])),
          .init(name: "states", schema: .object(RecordState.allCases.map { .init(name: $0.word, schema: .count) })),
          .init(name: "outcomes", schema: .object(outcomes.map { .init(name: $0.word, schema: .count) })),
          .init(name: "age_seconds", schema: .nullable(.number)), .init(name: "stale_after_seconds", schema: .nullable(.number)),
          .init(name: "too_old", schema: .count), .init(name: "last_read_time", schema: .nullable(.number)),
          .init(name: "last_read_ms", schema: .nullable(.number)), .init(name: "last_success_time", schema: .nullable(.number)),
          .init(name: "last_error", schema: .nullable(.text)), .init(name: "last_error_time", schema: .nullable(.number)),
        ]))),
  ])
}
