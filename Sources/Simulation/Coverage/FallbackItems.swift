internal import Diagnostics
internal import Governor
internal import Policy

/// The steps of the fallback lists of a policy's sources, as things that a test can take.
struct FallbackItems: Sendable {
  private struct Key: Hashable {
    let source: Int
    let cause: Cause
    let step: Int
  }

  private var items: [Key: CoverageItem] = [:]

  init(_ policy: CheckedPolicy) {
    for (index, source) in policy.sources.enumerated() {
      let causes = Self.causes(of: source)
      for cause in causes {
        for (step, meaning) in source.fallback[cause].enumerated() {
          let place = source.fallback.span(of: step, for: cause)
          // One list for all causes is one list to walk; a list for each is one for each.
          let isShared = causes.allSatisfy { source.fallback.span(of: step, for: $0) == place }
          let what = "`\(source.name)`: the step `\(Self.word(meaning))`\(isShared ? "" : " where it is \(cause.rawValue)")"
          items[Key(source: index, cause: cause, step: step)] = CoverageItem(what: what, span: place ?? source.span)
        }
      }
    }
  }

  var all: some Sequence<CoverageItem> { items.values }

  /// What a source's records can be when they are not fresh.
  static func causes(of source: SourceDeclaration) -> [Cause] {
    guard !source.configuration.standsInPolicy else { return [] }
    return Cause.allCases.filter { cause in
      switch cause {
      // Data that is as old as its reading is never too old.
      case .stale: source.asOf != nil
      // What is not found is no entity.
      case .absent: !source.providesEntities
      case .invalid, .unreachable: true
      }
    }
  }

  private static func word(_ step: FallbackStep) -> String {
    switch step {
    case .lastKnownGood: "last_known_good"
    case .values: "default"
    case .missing: "missing"
    case .withhold: "withhold"
    }
  }

  /// The steps that a tick took.
  func taken(_ report: TickReport) -> Set<CoverageItem> {
    var taken: Set<CoverageItem> = []
    for (index, source) in report.policy.sources.enumerated() {
      let snapshot = report.snapshot.sources[index]
      for row in snapshot.states.indices {
        guard let cause = snapshot.states[row].cause else { continue }
        let steps = source.fallback[cause]
        if let step = steps.firstIndex(where: { Self.stands($0, snapshot.outcomes[row], age: snapshot.ages[row]) }) {
          taken.formUnion([items[Key(source: index, cause: cause, step: step)]].compactMap { $0 })
        }
      }
      if source.providesEntities, let fault = snapshot.fault, snapshot.states.isEmpty {
        let cause: Cause = fault.kind == .invalid ? .invalid : .unreachable
        let isKnown = report.snapshot.entities != nil
        let step = source.fallback[cause].firstIndex { step in
          if case .lastKnownGood = step { isKnown } else { !isKnown }
        }
        taken.formUnion([step.flatMap { items[Key(source: index, cause: cause, step: $0)] }].compactMap { $0 })
      }
    }
    return taken
  }

  /// Whether a step is the one that held.
  private static func stands(_ step: FallbackStep, _ outcome: Outcome, age: Double) -> Bool {
    switch (step, outcome) {
    case (.lastKnownGood(let maximumAge), .lastKnownGood): age < maximumAge
    case (.values, .values), (.missing, .missing), (.withhold, .withheld): true
    default: false
    }
  }
}
