extension FallbackSection {
  /// A list of steps, or a list for each cause.
  static let shared = SharedType(
    "fallback", words: "a list of steps such as `[last_known_good: 15m, withhold]`",
    summary:
      "What stands for a record that is not fresh: a list of steps, or a list for each cause. A list that ends otherwise ends in `withhold`.",
    .either([.list(.shared(step), count: 1...Int.max), .object(Cause.allCases.map(field))]))

  private static let step = SharedType(
    "fallback_step", words: "a step of a fallback",
    summary:
      "`missing`: the fields are missing, and the formula decides. `withhold`: nothing is written for what needs the source. Or a mapping.",
    .either([
      .choice(["missing", "withhold"]),
      .object(
        [
          FieldDescription(
            name: "last_known_good", type: .duration(), isRequired: false,
            summary: "The last fresh record, while its data is younger than this."),
          FieldDescription(
            name: "default", type: .map(.scalar, keys: .name, count: 1...Int.max), isRequired: false,
            summary: "These values; fields that are not named are missing."),
        ], count: 1...1),
    ]))

  private static func field(_ cause: Cause) -> FieldDescription {
    FieldDescription(name: cause.rawValue, type: .list(.shared(step)), isRequired: false, summary: cause.summary)
  }
}

extension Cause {
  /// For the reference.
  var summary: String {
    switch self {
    case .stale: "The steps for a record that is too old, or too far ahead of the host's clock."
    case .absent: "The steps for a record that is not there."
    case .invalid: "The steps for a record in which a required field is missing, of the wrong type or out of its range."
    case .unreachable: "The steps for a server that could not be asked."
    }
  }
}
