public import ArgumentParser
public import Policy

/// The options of every command that loads a policy.
public struct PolicyOptions: ParsableArguments {
  /// Values that go over those of the policy.
  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Put a value in the place of one of the policy: --set params.base_risk_pct=0.03. May be given several times.",
      valueName: "path=value"),
    transform: Self.setting)
  public var settings: [PolicySetting] = []

  /// No settings.
  public init() {}

  private static func setting(_ text: String) throws -> PolicySetting {
    do throws(PolicySetting.Malformed) {
      return try PolicySetting(text)
    } catch {
      throw ValidationError(error.description)
    }
  }
}
