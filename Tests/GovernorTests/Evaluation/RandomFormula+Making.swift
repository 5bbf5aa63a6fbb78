import TestSupport

extension RandomFormula {
  /// A well-typed formula of some depth; the same numbers make the same one.
  static func make(_ kind: Cells.Kind, depth: Int, _ random: inout SeededRandom) -> RandomFormula {
    guard depth > 0 else { return leaf(kind, &random) }
    func part(_ kind: Cells.Kind) -> RandomFormula { make(kind, depth: random.below(depth), &random) }
    func parts(_ kind: Cells.Kind, _ least: Int) -> [RandomFormula] { (0..<least + random.below(3)).map { _ in part(kind) } }
    switch (random.below(10), kind) {
    case (0, _): return leaf(kind, &random)
    case (1, _): return .conditional(part(.boolean), part(kind), part(kind))
    case (2, _): return .coalesce(parts(kind, 2))
    case (3, .number):
      return .aggregate(random.pick(["sum", "mean", "min", "max", "count"]), perEntity(part(.number), .name("a")))
    case (3, .boolean): return .membership(part(.number), parts(.number, 1))
    case (4, .number): return .call("clamp", [part(.number), part(.number), part(.number)])
    case (5, .number): return .call(random.pick(["min", "max"]), parts(.number, 2))
    case (6, .number): return .call(random.pick(["abs", "sqrt", "exp", "log", "floor", "ceil", "round"]), [part(.number)])
    case (7, .number): return random.below(2) == 0 ? .unary("-", part(.number)) : .call("pow", [part(.number), part(.number)])
    case (8, .number): return .aggregate("count", perEntity(part(.boolean), .name("p")))
    case (_, .number): return .binary(random.pick(["+", "-", "*", "/", "%"]), part(.number), part(.number))
    case (4, .boolean): return .membership(part(.text), parts(.text, 1))
    case (5, .boolean): return .unary("!", part(.boolean))
    case (6, .boolean): return .binary(random.pick(["==", "!="]), part(.text), part(.text))
    case (7, .boolean): return .binary(random.pick(["<", "<=", ">", ">=", "==", "!="]), part(.number), part(.number))
    case (_, .boolean): return .binary(random.pick(["&&", "||", "==", "!="]), part(.boolean), part(.boolean))
    case (_, .text): return random.below(2) == 0 ? .conditional(part(.boolean), part(.text), part(.text)) : .coalesce(parts(.text, 2))
    }
  }

  /// A formula in a place that takes YAML: forms inside forms.
  static func makeForm(_ kind: Cells.Kind, depth: Int, _ random: inout SeededRandom) -> RandomFormula {
    guard depth > 0 else { return make(kind, depth: 2, &random) }
    func part(_ kind: Cells.Kind) -> RandomFormula { makeForm(kind, depth: random.below(depth), &random) }
    switch random.below(kind == .number ? 4 : 3) {
    case 0: return .firstOf((0...random.below(3)).map { _ in part(kind) })
    case 1: return .match(part(.text), ["A", "AB", "", "é"].prefix(1 + random.below(4)).map { ($0, part(kind)) })
    case 2: return make(kind, depth: 3, &random)
    default:
      let names = ["a", "x", "b", "y"].prefix(1 + random.below(4)).map { ($0, numbers[random.below(numbers.count)]) }
      return .weights(names, random.below(2) == 0 ? nil : [part(.number), part(.number)])
    }
  }

  private static let numbers = [0, 0.5, 1, 2, 3, 1e-300, 1e300, 1e308]

  private static func leaf(_ kind: Cells.Kind, _ random: inout SeededRandom) -> RandomFormula {
    switch kind {
    case .number: random.below(3) == 0 ? .number(random.pick(numbers)) : .name(random.pick(["a", "b", "x", "y"]))
    case .boolean: random.below(5) == 0 ? .boolean(random.below(2) == 0) : .name(random.pick(["p", "q", "o"]))
    case .text: random.below(4) == 0 ? .text(random.pick(["A", "AB", "", "é"])) : .name(random.pick(["s", "t", "u"]))
    }
  }

  /// Aggregates take only what has a value for each entity.
  private static func perEntity(_ formula: RandomFormula, _ instead: RandomFormula) -> RandomFormula {
    formula.isPerEntity ? formula : instead
  }
}
