import Diagnostics

/// A key of a `fallback` by cause that is no cause, and what was probably meant by it.
struct CauseSlip {
  private let entry: Node.Entry

  init(_ entry: Node.Entry) {
    self.entry = entry
  }

  /// What to write instead; nil where nothing is likely.
  func help(among causes: [String]) -> String? {
    if let meant = Suggestion.nearest(to: entry.key, among: causes) { return "did you mean `\(meant)`?" }
    let isStep = ["last_known_good", "default", "missing", "withhold"].contains(entry.key)
    guard case .sequence(let items) = entry.value.content else {
      return isStep ? "steps are a list: put `- ` before `\(entry.key)`" : other
    }
    // `withhold: [stale]` says it the wrong way round.
    let words = items.compactMap { $0.scalar?.text }
    if isStep, let first = words.first, words.count == items.count, words.allSatisfy(causes.contains) {
      return "the reason stands first: write `\(first): [\(step)]`"
    }
    switch entry.key {
    case "default", "else", "otherwise", "any", "all", "not_fresh":
      return "name each reason; one that is not named ends in `withhold`"
    case "withhold", "last_known_good": return "it is a step: write `stale: [\(step)]`, for example"
    default: return other
    }
  }

  private var step: String {
    switch entry.key {
    case "last_known_good": "last_known_good: 15m"
    case "default": "default: {field: value}"
    default: entry.key
    }
  }

  /// Words that people have for the same thing.
  private var other: String? {
    let cause: Cause? =
      switch entry.key.lowercased().replacing("-", with: "_") {
      case "missing", "not_found", "notfound", "none", "empty", "null", "no_record", "no_data": .absent
      case "old", "too_old", "outdated", "expired", "late", "aged": .stale
      case "malformed", "bad", "corrupt", "wrong", "out_of_range", "broken", "parse_error", "faulty": .invalid
      case "timeout", "timed_out", "time_out", "error", "failed", "failure", "down", "unavailable", "offline", "disconnected",
        "connection", "refused":
        .unreachable
      default: nil
      }
    return cause.map { "\(Self.words(for: $0)): write `\($0.rawValue)`" }
  }

  private static func words(for cause: Cause) -> String {
    switch cause {
    case .stale: "for a record that is too old"
    case .absent: "for a record that is not there"
    case .invalid: "for a record that cannot be used"
    case .unreachable: "for a server that does not answer"
    }
  }
}
