internal import Policy

/// Numbers in answers.
enum JSONNumber {
  /// A number, or null where there is none.
  static func text(_ number: Double?) -> String {
    guard let number, number.isFinite else { return "null" }
    return NumberFormat.text(number)
  }

  /// Seconds to the microsecond: what lies below is noise of the clock.
  static func seconds(_ number: Double?) -> String { text(number.map { ($0 * 1_000_000).rounded() / 1_000_000 }) }
}
