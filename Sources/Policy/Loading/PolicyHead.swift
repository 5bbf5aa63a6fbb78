import Diagnostics

/// The fields of a policy that stand for themselves.
struct PolicyHead: Sendable {
  let name: String
  let title: String?
  let about: String?
  /// Always nil: the files are one when this is read.
  let extends: String?
  let shadowOf: String?
  let mode: Mode
  let every: Double
  let everySpan: SourceSpan?
  let seriesLimit: Int

  static let schema = Schema(
    .required("policy", .policyName, "The name of the policy."),
    .optional("title", .text, "One line for people."),
    .optional("about", .text, "What the policy does, for people."),
    .optional("extends", .text, "The path of a policy that this one changes, from the folder of this file."),
    .optional("shadow_of", .policyName, "The policy beside which this one runs, always in mode `shadow` and with keys of its own."),
    .optional("mode", .choice, default: Mode.shadow, shown: "shadow", "Whether consumers act on what it writes."),
    .optional("every", .interval(from: 0.1), default: 10, shown: "10s", "The time from tick to tick."),
    .keySpan(of: "every"),
    .optional(
      "series_limit", .integer(1...1_000_000), default: CheckedPolicy.usualSeriesLimit,
      "How many series each of its metrics may have; more are left out, counted and told."),
    make: PolicyHead.init)
}

extension FieldType where Value == String {
  /// The name of a policy: a word in which `-` may stand.
  static var policyName: FieldType {
    text.mapped(.badName) { text in
      guard text.utf8.allSatisfy({ Word.isPart($0) || $0 == UInt8(ascii: "-") }), text.utf8.count <= 64, text.first != "-" else {
        throw FieldFault("`\(text.shown())` is not the name of a policy", help: "a name is letters, digits, `_` and `-`, at most 64")
      }
      return text
    }.described(as: .pattern("[A-Za-z0-9_][A-Za-z0-9_-]{0,63}", words: "a name of letters, digits, `_` and `-`"))
  }
}

extension FieldType where Value == Double {
  /// A duration between ticks: at least `minimum` seconds.
  static func interval(from minimum: Double) -> FieldType {
    duration().mapped(.outOfRange) { seconds in
      guard seconds >= minimum else { throw FieldFault("ticks are at least \(DurationText.text(minimum)) apart") }
      return seconds
    }
  }
}
