internal import Governor
internal import Policy

extension TickReport {
  /// That nobody knows which entities there are, and why, where the tick says so.
  var unknownEntities: String {
    let reason = snapshot.sources.lazy.compactMap(\.fault).first.map { ": \($0)" } ?? ""
    return "it cannot be found out which `\(policy.entity ?? "entity")` there are\(reason)"
  }
}
