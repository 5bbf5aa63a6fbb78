/// Writes doubles in the shortest form that reads back to the same double, whole ones with `.0`.
///
/// Exponents begin below 1e-4 and at 1e16, as in Python's `repr`, which wrote these fields before.
public enum NumberFormat {
  /// The text of a finite double.
  public static func text(_ value: Double) -> String {
    let shortest = value.description
    // Swift turns to exponents at 2^53 already; up to 1e16 a whole number is written out.
    guard abs(value) < 1e16, shortest.utf8.contains(UInt8(ascii: "e")), abs(value) >= 1 else { return shortest }
    return "\(Int64(value)).0"
  }

  /// Appends the text of a finite double.
  public static func append(_ value: Double, to bytes: inout [UInt8]) {
    var text = text(value)
    text.withUTF8 { unsafe bytes.append(contentsOf: $0) }
  }
}
