/// The stretch in which a number lies. Its ends belong to it and may be infinite; where the lower is above the higher, there is no number.
struct Bounds: Sendable, Equatable {
  var lower: Double
  var upper: Double

  static let all = Bounds(-.infinity, .infinity)
  static let none = Bounds(.infinity, -.infinity)
  /// What a boolean may be.
  static let truth = Bounds(0, 1)

  init(_ lower: Double, _ upper: Double) {
    self.lower = lower
    self.upper = upper
  }

  init(_ value: Double) {
    self.init(value, value)
  }

  /// The stretch of some numbers; one that is none is left out, because an end without bounds met a zero there.
  init(of numbers: [Double]) {
    self = .none
    for number in numbers {
      let known = number.isNaN ? 0 : number
      lower = min(lower, known)
      upper = max(upper, known)
    }
  }

  var isEmpty: Bool { lower > upper }
  var isPoint: Bool { lower == upper }
  /// The largest it can be without its sign.
  var magnitude: Double { isEmpty ? 0 : max(abs(lower), abs(upper)) }

  func contains(_ value: Double) -> Bool { lower <= value && value <= upper }

  func joined(with other: Bounds) -> Bounds { Bounds(min(lower, other.lower), max(upper, other.upper)) }

  func narrowed(to other: Bounds) -> Bounds { Bounds(max(lower, other.lower), min(upper, other.upper)) }

  /// What a function that never falls makes of it.
  func mapped(_ function: (Double) -> Double) -> Bounds { isEmpty ? .none : Bounds(function(lower), function(upper)) }
}

extension Bounds {
  static prefix func - (value: Bounds) -> Bounds { value.isEmpty ? .none : Bounds(-value.upper, -value.lower) }

  static func + (left: Bounds, right: Bounds) -> Bounds {
    guard !left.isEmpty, !right.isEmpty else { return .none }
    let (lower, upper) = (left.lower + right.lower, left.upper + right.upper)
    return Bounds(lower.isNaN ? -.infinity : lower, upper.isNaN ? .infinity : upper)
  }

  static func * (left: Bounds, right: Bounds) -> Bounds {
    guard !left.isEmpty, !right.isEmpty else { return .none }
    return Bounds(of: [left.lower * right.lower, left.lower * right.upper, left.upper * right.lower, left.upper * right.upper])
  }

  /// A division by zero has no result, so a zero in the divisor is left out.
  static func / (left: Bounds, right: Bounds) -> Bounds {
    guard !left.isEmpty, !right.isEmpty, right != Bounds(0) else { return .none }
    guard right.lower >= 0 || right.upper <= 0 else { return .all }
    // The sign of a zero tells from which side the divisor comes near it.
    let (low, high) = (right.lower == 0 ? 0.0 : right.lower, right.upper == 0 ? -0.0 : right.upper)
    return Bounds(of: [left.lower / low, left.lower / high, left.upper / low, left.upper / high])
  }

  /// Without their signs.
  var absolute: Bounds {
    guard !isEmpty else { return .none }
    return lower >= 0 ? self : upper <= 0 ? -self : Bounds(0, magnitude)
  }
}
