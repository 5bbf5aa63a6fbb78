extension DiagnosticCode {
  /// Whether a policy may carry on against what the rule says, and give its reason under `accept`: the rules that give warnings.
  ///
  /// An `accept` that silences nothing cannot be accepted, or it would never end.
  public var canBeAccepted: Bool {
    switch self {
    case .riskyFallback, .unused, .unreadField, .staleBeforeTick, .lastKnownGoodTooShort, .shortLifetime, .zeroWeight, .negativeWeight,
      .weightsAboveClamp, .matchArmLikeElse, .partialDefault, .checkNotAsked, .injectionEnabled, .badAsOf, .bareVariable, .sinkFeedsSource:
      true
    default: false
    }
  }

  /// Whether an error of the rule can be accepted too: it is one only as long as nobody has said that it is meant.
  public var errorCanBeAccepted: Bool { self == .unused }

  /// Whether the rule only ever tells something worth knowing.
  public var isNote: Bool { self == .oldestData }
}
