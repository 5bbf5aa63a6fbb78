/// What a number measures: words with exponents, such as `usd/seconds`; a ratio has no word.
///
/// Exponents stay within ±64, so that no policy can make them overflow; beyond, operations give nil.
public struct Unit: Sendable, Hashable, CustomStringConvertible {
  private var exponents: [String: Int]

  /// No unit: a ratio, a count, a plain number.
  public static let ratio = Unit(exponents: [:])
  /// The unit of durations.
  public static let seconds = Unit(word: "seconds")

  private static let largestExponent = 64

  private init(exponents: [String: Int]) {
    self.exponents = exponents
  }

  /// The unit that a word names; `ratio` names none.
  public init(word: String) {
    exponents = word == "ratio" ? [:] : [word: 1]
  }

  /// Whether it is a single word, as a declaration can name it.
  var isWord: Bool { exponents.count == 1 && exponents.values.first == 1 }

  /// Whether the number measures nothing.
  public var isRatio: Bool { exponents.isEmpty }

  /// The unit of a product; nil beyond the largest exponent.
  public func multiplied(by other: Unit) -> Unit? { combined(with: other, sign: 1) }

  /// The unit of a quotient; nil beyond the largest exponent.
  public func divided(by other: Unit) -> Unit? { combined(with: other, sign: -1) }

  /// The unit of a whole power; nil beyond the largest exponent.
  public func power(_ exponent: Int) -> Unit? {
    var result: [String: Int] = [:]
    for (word, count) in exponents where exponent != 0 {
      let (product, overflow) = count.multipliedReportingOverflow(by: exponent)
      guard !overflow, product.magnitude <= Self.largestExponent else { return nil }
      result[word] = product
    }
    return Unit(exponents: result)
  }

  /// The unit of a square root; nil where an exponent is odd.
  public func root() -> Unit? {
    guard exponents.values.allSatisfy({ $0 % 2 == 0 }) else { return nil }
    return Unit(exponents: exponents.mapValues { $0 / 2 })
  }

  private func combined(with other: Unit, sign: Int) -> Unit? {
    var result = exponents
    for (word, count) in other.exponents {
      let sum = result[word, default: 0] + sign * count
      guard sum.magnitude <= Self.largestExponent else { return nil }
      result[word] = sum == 0 ? nil : sum
    }
    return Unit(exponents: result)
  }

  /// `usd`, `usd/seconds`, `usd^2`, `1/seconds`, `ratio`.
  public var description: String {
    guard !exponents.isEmpty else { return "ratio" }
    let words = exponents.sorted { $0.key < $1.key }
    let above = words.filter { $0.value > 0 }.map { Self.factor($0.key, $0.value) }
    let below = words.filter { $0.value < 0 }.map { "/" + Self.factor($0.key, -$0.value) }
    return (above.isEmpty ? "1" : above.joined(separator: "*")) + below.joined()
  }

  private static func factor(_ word: String, _ exponent: Int) -> String {
    exponent == 1 ? word : "\(word)^\(exponent)"
  }
}
