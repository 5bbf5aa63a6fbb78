/// How the changes of a host's set of policies have gone. The set that it started with counts as one that went well.
public struct ReloadStatus: Sendable {
  /// Whether the last one went well; true before the first.
  public private(set) var lastSucceeded = true
  /// When the set that runs came in, in Unix seconds; nil before the first.
  public private(set) var lastSuccessTime: Double?
  /// How many went well.
  public private(set) var succeeded = 0
  /// How many were refused.
  public private(set) var failed = 0
  /// What was wrong with the last one, a line for each finding; empty where it went well.
  public private(set) var findings: [String] = []

  /// None yet.
  init() {}

  mutating func note(succeeded isGood: Bool, at time: Double, findings: [String]) {
    lastSucceeded = isGood
    self.findings = findings
    if isGood {
      succeeded += 1
      lastSuccessTime = time
    } else {
      failed += 1
    }
  }
}
