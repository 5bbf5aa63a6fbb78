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

  /// What it gives, for the reference.
  var summary: String {
    switch self {
    case .min: "The least of several values, or of one value over the entities."
    case .max: "The greatest of several values, or of one value over the entities."
    case .clamp: "The value, or the nearer bound where it lies outside."
    case .abs: "The value without its sign."
    case .sqrt: "The square root. Of a negative number it is missing."
    case .exp: "e to the power of a ratio."
    case .log: "The natural logarithm of a ratio. Of zero and of a negative number it is missing."
    case .pow: "The base to the power of the exponent."
    case .floor: "The next whole number below."
    case .ceil: "The next whole number above."
    case .round: "The nearest whole number; halves go away from zero."
    case .sum: "The sum over the entities."
    case .mean: "The mean over the entities."
    case .count: "For how many entities the value is there; of a boolean, for how many it is true."
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
