public import Governor

/// Says in a few words what a check said in a tick: `allowed:480,violated:3`.
public enum CheckSummary {
  /// The words for a check.
  public static func text(_ check: CheckReport) -> String {
    let words = CheckReport.Verdict.allCases.compactMap { verdict -> String? in
      let count = check.count(verdict)
      return count == 0 ? nil : "\(verdict.word):\(count)"
    }
    return words.isEmpty ? "none" : words.joined(separator: ",")
  }
}
