/// A function that expressions can call.
enum Function: String, Sendable, CaseIterable {
  case min, max, clamp, abs, sqrt, exp, log, pow, floor, ceil, round, sum, mean, count

  /// How the function is called.
  var usage: String {
    switch self {
    case .min, .max: "\(rawValue)(a, b, ...)"
    case .clamp: "clamp(value, lowest, highest)"
    case .pow: "pow(base, exponent)"
    default: "\(rawValue)(value)"
    }
  }

  /// How many arguments it takes.
  var arity: ClosedRange<Int> {
    switch self {
    case .min, .max: 1...Int.max
    case .clamp: 3...3
    case .pow: 2...2
    default: 1...1
    }
  }

  /// Whether the function, given one value per entity, goes over the entities.
  var isAggregate: Bool {
    switch self {
    case .min, .max, .sum, .mean, .count: true
    default: false
    }
  }
}
