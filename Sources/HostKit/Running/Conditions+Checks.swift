internal import Diagnostics
internal import Governor
internal import Policy

extension Conditions {
  /// What a check cannot judge, although there is a value: in mode enforce it lets pass what may well be far too much.
  static func check(_ check: CheckReport, _ report: TickReport) -> [Condition] {
    let names = check.lacking.map { "`\($0.shown(limit: 60))`" }
    let what = names.isEmpty ? "a value is missing" : "\(names.joined(separator: ", ")) \(names.count == 1 ? "is" : "are") missing"
    let who = check.cadence == .perEntity ? " for all \(check.verdicts.count)" : ""
    let blind =
      check.isBlind && check.outside.reduce(0) { $0 + $1.count } < check.verdicts.count
      ? [
        Condition(
          key: "check \(check.name) blind", subject: "check \(check.name)", text: "undecided\(who), as \(what)",
          cause: names.joined(separator: " "), gravity: 1)
      ] : []
    let undecidable =
      check.undecidable == 0
      ? []
      : [
        Condition(
          key: "check \(check.name) undecidable", subject: "check \(check.name)",
          text: "undecided for \(check.undecidable) of \(check.verdicts.count), as its formula divides by zero, overflows or the like",
          cause: magnitude(check.undecidable))
      ]
    return blind + undecidable
      + check.outside.map { outside in
        let entity = check.cadence == .perEntity ? " such as that of `\(name(outside.row, report).shown(limit: 60))`," : ""
        return Condition(
          key: "check \(check.name) \(outside.given) outside", subject: "check \(check.name)",
          text:
            "undecided for \(outside.count) of \(check.verdicts.count), as `\(outside.given)` lies outside \(outside.range),\(entity) which is \(NumberFormat.text(outside.value))",
          cause: magnitude(outside.count))
      }
  }

  /// Violations that nobody is told of. Those that a server is away for are told with the server.
  static func publication(_ publication: SinkReport) -> Condition? {
    let kept = publication.withheld + publication.missing
    let fault = publication.fault.flatMap { $0.kind == .invalid ? $0 : nil }
    guard kept > 0 || fault != nil else { return nil }
    let count = kept + (fault == nil ? 0 : publication.failed)
    let whys = [fault?.message, kept > 0 ? "a value that is to be published is missing" : nil].compactMap { $0 }
    let why = whys.joined(separator: "; ")
    // That nobody is told of any violation is worse than that one is not told.
    return Condition(
      key: "check \(publication.name) publish failed", subject: publishing(publication),
      text: "failed: \(counted(count, "violation")) not published: \(why)", cause: "\(magnitude(count)) \(wording(why))",
      gravity: publication.written == 0 ? 1 : 0)
  }

  static func publishing(_ publication: SinkReport) -> String { "check \(publication.name) publish" }
}
