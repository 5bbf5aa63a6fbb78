import TestSupport

/// Random formulas over the names of `Drifting`.
enum DriftFormula {
  static func number(depth: Int, _ random: inout SeededRandom) -> String {
    guard depth > 0 else { return leaf(&random) }
    func part() -> String { number(depth: Int.random(in: 0..<depth, using: &random), &random) }
    func test() -> String { boolean(depth: depth - 1, &random) }
    switch Int.random(in: 0..<20, using: &random) {
    case 0...3: return "(\(part()) \(["+", "-", "*", "/"].randomElement(using: &random) ?? "+") \(part()))"
    case 4: return "(\(part()) % \(part()))"
    case 5: return "-(\(part()))"
    case 6: return "\(["abs", "sqrt", "floor", "ceil", "round"].randomElement(using: &random) ?? "abs")(\(part()))"
    case 7: return "\(["min", "max"].randomElement(using: &random) ?? "min")(\(part()), \(part()))"
    case 8: return "clamp(\(part()), \(part()), \(part()))"
    case 9...11: return "(\(test()) ? \(part()) : \(part()))"
    case 12: return "(x \([">", "<", ">=", "<=", "=="].randomElement(using: &random) ?? ">") 0.5 ? \(part()) : \(part()))"
    case 13, 14: return "((\(part())) ?? \(part()))"
    case 15:
      let name = ["sum", "mean", "min", "max", "count"].randomElement(using: &random) ?? "sum"
      return "\(name)(\(part()) + c * \(part()))"
    case 16: return "count(\(test()) && c > 0.5)"
    case 17: return "\(["log", "exp"].randomElement(using: &random) ?? "log")(clamp(\(part()), -5, 5))"
    case 18:
      return "pow(clamp(\(part()), -3, 3), \(["2", "3", "-1", "0.5", "clamp(\(part()), -2, 2)"].randomElement(using: &random) ?? "2"))"
    default: return leaf(&random)
    }
  }

  private static func boolean(depth: Int, _ random: inout SeededRandom) -> String {
    guard depth > 0 else { return ["q", "x > 0.5", "o > 0.3", "n <= 0", "t == 'A'"].randomElement(using: &random) ?? "q" }
    func part() -> String { number(depth: depth - 1, &random) }
    func test() -> String { boolean(depth: depth - 1, &random) }
    switch Int.random(in: 0..<8, using: &random) {
    case 0...2: return "(\(part()) \(["<", "<=", ">", ">=", "==", "!="].randomElement(using: &random) ?? "<") \(part()))"
    case 3: return "(\(test()) && \(test()))"
    case 4: return "(\(test()) || \(test()))"
    case 5: return "!(\(test()))"
    case 6: return "(\(part()) in [\(part()), 0.5])"
    default: return "((\(test())) ?? \(test()))"
    }
  }

  private static func leaf(_ random: inout SeededRandom) -> String {
    ["x", "x", "x", "n", "u", "w", "o", "c", "0", "0.5", "1", "2"].randomElement(using: &random) ?? "x"
  }

  /// Whether it holds a function whose roundings the analysis takes for exact.
  static func isRounded(_ formula: String) -> Bool { ["exp", "log", "pow"].contains { formula.contains($0) } }
}
