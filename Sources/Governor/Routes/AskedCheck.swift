public import Policy

/// What a check says to one who asks from outside.
public struct AskedCheck: Sendable {
  /// What it says.
  public let verdict: CheckReport.Verdict
  /// Whether what is violated is also blocked.
  public let isEnforced: Bool
  /// The values of its `condition`, in that order; nil where one is missing or withheld.
  public let condition: [Constant?]
  /// What it reports, in the order of its `report`; nil where that is missing or withheld.
  public let report: [Constant?]

  /// An answer by its parts.
  public init(verdict: CheckReport.Verdict, isEnforced: Bool, condition: [Constant?], report: [Constant?]) {
    self.verdict = verdict
    self.isEnforced = isEnforced
    self.condition = condition
    self.report = report
  }
}

extension Column {
  /// The value of a row as a constant of a type; nil where there is none. A column of one row has that value for all.
  func constant(row: Int, _ type: ValueType) -> Constant? {
    let index = count == 1 ? 0 : row
    guard states.indices.contains(index), states[index].isPresent else { return nil }
    switch type {
    case .number: return .number(numbers[index])
    case .time: return .time(numbers[index])
    case .boolean: return .boolean(numbers[index] != 0)
    case .text: return .text(texts.string(row: index))
    }
  }
}
