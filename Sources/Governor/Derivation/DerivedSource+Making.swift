internal import Diagnostics
internal import Policy

extension DerivedSource {
  /// What a source gave to a row of a tick. A tick of a running host says nothing of what a host would remember: this one does not.
  init(
    _ declaration: SourceDeclaration, _ settled: SourceSnapshot, row: Int, entity: String?, _ snapshot: Snapshot, isOfHost: Bool = false
  ) {
    let isKnown = settled.states.indices.contains(row)
    // Without entities there is no row, and what is wrong is wrong with the whole source.
    let state = isKnown ? settled.states[row] : settled.fault?.kind == .invalid ? .invalid : .unreachable
    let outcome = isKnown ? settled.outcomes[row] : .withheld
    let age = isKnown && !settled.ages[row].isNaN ? settled.ages[row] : nil
    name = declaration.name
    type = declaration.type
    span = declaration.span
    let keys = settled.keys.compactMap { row < $0.count && $0.states[row].isPresent ? $0.texts.string(row: row) : nil }
    // A key may hold what other sources gave; where it could not be made, it is shown as it is written.
    place = keys.first?.shown(limit: 200) ?? declaration.configuration.place(entity: declaration.cadence == .perEntity ? entity : nil)
    self.state = state
    self.outcome = outcome
    self.age = age
    staleAfter = declaration.staleAfter
    readAge = state == .fresh ? age : Self.readAge(declaration, settled, row: row, now: snapshot.now)
    steps =
      state.cause.map {
        Self.steps(declaration, $0, outcome, age: age, isTooOld: settled.isTooOld.indices.contains(row) && settled.isTooOld[row])
      } ?? []
    remembered = isOfHost ? nil : Self.remembered(steps, declaration, state, readAge: readAge)
    switch state {
    case .fresh: fault = nil
    case .stale: fault = nil
    case .absent: fault = settled.absence(of: row, declaration)
    case .invalid: fault = settled.raw?.fault(row: row) ?? Self.fault(settled, entity)
    case .unreachable: fault = settled.fault?.description
    }
  }

  /// What is wrong with a key, or with all records, is not said of each of them.
  private static func fault(_ settled: SourceSnapshot, _ entity: String?) -> String? {
    guard let message = settled.fault?.message else { return nil }
    let isOwn = entity.map { message.hasPrefix("`\($0.shown(limit: 80))`") || !message.hasPrefix("`") } ?? true
    return isOwn ? message : "as with others of it: \(message)"
  }

  /// How old the data is that was read and is not fresh, by the text that came.
  private static func readAge(_ declaration: SourceDeclaration, _ settled: SourceSnapshot, row: Int, now: Double) -> Double? {
    guard let field = declaration.asOf, let text = settled.raw?.text(field: field, row: row) else { return nil }
    let bytes = Array(text.utf8)
    return TimeText.parse(bytes.span, in: declaration.fields[field].scale).map { now - $0 }
  }

  /// Stale data was fresh once; a step that only lacked a memory would hold it as long as it is young enough.
  private static func remembered(_ steps: [Step], _ declaration: SourceDeclaration, _ state: RecordState, readAge: Double?) -> String? {
    guard state == .stale, let cause = state.cause, let age = readAge, age >= 0 else { return nil }
    for (step, words) in zip(declaration.fallback[cause], steps) {
      guard case .lastKnownGood(let maximumAge) = step, words.passed != nil else { return nil }
      guard age < maximumAge else { continue }
      return
        "a running host would still hold the last known good: \(DurationText.text(age.rounded(.down))) < \(DurationText.text(maximumAge))"
    }
    return nil
  }

  /// The list of a cause down to the step that holds.
  private static func steps(
    _ declaration: SourceDeclaration, _ cause: Cause, _ outcome: Outcome, age: Double?, isTooOld: Bool
  ) -> [Step] {
    var steps: [Step] = []
    for (index, step) in declaration.fallback[cause].enumerated() {
      let words = words(step, declaration)
      let span = declaration.fallback.span(of: index, for: cause)
      switch (step, outcome) {
      case (.lastKnownGood(let maximumAge), .lastKnownGood) where (age ?? 0) < maximumAge:
        return steps + [Step(words: words, span: span, passed: nil)]
      case (.values, .values), (.missing, .missing), (.withhold, .withheld):
        return steps + [Step(words: words, span: span, passed: nil)]
      case (.lastKnownGood, _):
        steps.append(Step(words: words, span: span, passed: isTooOld ? "it is too old" : "none is remembered"))
      default: steps.append(Step(words: words, span: span, passed: "it does not hold"))
      }
    }
    // A list that does not end otherwise ends in `withhold`.
    return steps + [Step(words: "withhold", span: nil, passed: nil)]
  }

  private static func words(_ step: FallbackStep, _ declaration: SourceDeclaration) -> String {
    switch step {
    case .lastKnownGood(let age): return "last_known_good: \(DurationText.text(age))"
    case .missing: return "missing"
    case .withhold: return "withhold"
    case .values(let values):
      let members = values.sorted { $0.key < $1.key }.map { "\(declaration.fields[$0.key].name): \(text($0.value))" }
      return "default: {\(members.joined(separator: ", "))}"
    }
  }

  private static func text(_ constant: Constant) -> String {
    switch constant {
    case .number(let value), .time(let value): NumberFormat.text(value)
    case .boolean(let value): "\(value)"
    case .text(let text): text.shown(limit: 60)
    }
  }
}
