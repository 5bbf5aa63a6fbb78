/// A range of numbers whose ends may belong to it or not: `[0, 1]`, `(0, 1e12]`.
public struct Interval: Sendable, Hashable, CustomStringConvertible {
  /// The lower end.
  public let lower: Double
  /// The higher end.
  public let upper: Double
  /// Whether the lower end belongs to the range.
  public let includesLower: Bool
  /// Whether the higher end belongs to the range.
  public let includesUpper: Bool

  /// A range by its ends; nil where nothing can lie in it.
  public init?(_ lower: Double, _ upper: Double, includesLower: Bool = true, includesUpper: Bool = true) {
    guard lower < upper || (lower == upper && includesLower && includesUpper) else { return nil }
    self.lower = lower
    self.upper = upper
    self.includesLower = includesLower
    self.includesUpper = includesUpper
  }

  /// Whether a number lies in the range.
  public func contains(_ value: Double) -> Bool {
    (includesLower ? value >= lower : value > lower) && (includesUpper ? value <= upper : value < upper)
  }

  /// The nearer end for a number outside, the number itself inside.
  public func clamp(_ value: Double) -> Double { min(max(value, lower), upper) }

  /// As it is written in a policy.
  public var description: String {
    "\(includesLower ? "[" : "(")\(Self.short(lower)), \(Self.short(upper))\(includesUpper ? "]" : ")")"
  }

  static func short(_ value: Double) -> String {
    let text = NumberFormat.text(value)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// The range that a text such as `(0, 1e12]` means, or nil.
  public init?(text: String) {
    guard let open = text.first, let close = text.last, "[(".contains(open), "])".contains(close) else { return nil }
    let ends = text.dropFirst().dropLast().split(separator: ",", omittingEmptySubsequences: false)
      .map { String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
    guard ends.count == 2, let lower = NumberText.parseWritten(ends[0]),
      let upper = NumberText.parseWritten(ends[1])
    else { return nil }
    self.init(lower, upper, includesLower: open == "[", includesUpper: close == "]")
  }
}
