internal import Policy

/// Numbers in answers.
enum JSONNumber {
  /// A number, or null where there is none.
  static func text(_ number: Double?) -> String {
    guard let number, number.isFinite else { return "null" }
    return NumberFormat.text(number)
  }
}
