internal import Governor
internal import Logging
internal import Policy

/// A shadow whose primary does not run beside it.
struct LoneShadow: Sendable {
  let name: String
  let primary: String

  /// Those among policies that are to run together.
  static func all(of policies: [LivePolicy]) -> [LoneShadow] {
    let names = Set(policies.map(\.policy.name))
    return policies.compactMap { live in
      live.policy.shadowOf.flatMap { names.contains($0) ? nil : LoneShadow(name: live.policy.name, primary: $0) }
    }
  }

  /// Tells that it is no shadow any more than by its name.
  func warn(_ logger: Logger) {
    logger.warning(
      "the primary of a shadow does not run here: the shadow reads by itself, and is compared with nothing",
      metadata: ["policy": "\(name)", "shadow_of": "\(primary)"])
  }
}
