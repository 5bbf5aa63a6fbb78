import Diagnostics

@testable import Policy

/// Follows a formula over known inputs: what happens to it when `x` changes.
///
/// `x` lies in [0, 1], `n` in [-2, 3], `u` in [0, 1], `w` in [0.5, 4], `k` anywhere, `o` in [0, 1] and may be missing, `q` is a boolean, `t` a
/// text, `c` in [0, 1] a number for each entity.
enum Drifting {
  static let ranges: [(name: String, bounds: Bounds, mayMiss: Bool)] = [
    ("n", Bounds(-2, 3), false), ("u", Bounds(0, 1), false), ("w", Bounds(0.5, 4), false), ("k", .all, false), ("o", Bounds(0, 1), true),
  ]

  struct Fault: Error {}

  /// A builder that knows the names, and the registers of the inputs.
  static func builder(x type: ValueType = .number(.ratio), perEntity: Bool = false) -> (ProgramBuilder, [String: Register]) {
    var builder = ProgramBuilder()
    var registers: [String: Register] = [:]
    func define(_ name: String, _ type: ValueType, _ cadence: Cadence) {
      let register = builder.addInput(type: type, cadence: cadence)
      builder.define(name, as: register)
      registers[name] = register
    }
    define("x", type, perEntity ? .perEntity : .perTick)
    for range in ranges { define(range.name, .number(.ratio), .perTick) }
    define("q", .boolean, .perTick)
    define("t", .text, .perTick)
    define("c", .number(.ratio), .perEntity)
    return (builder, registers)
  }

  /// What the inputs are, `x` changing as given.
  static func inputs(_ registers: [String: Register], x drift: Drift) -> [Register: Drift] {
    var inputs: [Register: Drift] = [:]
    for range in ranges {
      if let register = registers[range.name] { inputs[register] = .same(range.bounds, mayMiss: range.mayMiss) }
    }
    if let register = registers["q"] { inputs[register] = .same(.truth) }
    if let register = registers["c"] { inputs[register] = .same(Bounds(0, 1)) }
    if let register = registers["x"] { inputs[register] = drift }
    return inputs
  }

  /// The program of a formula; `form` is YAML.
  static func program(_ form: String, perEntity: Bool = false, x type: ValueType = .number(.ratio)) throws -> (
    program: Program, result: Register, registers: [String: Register]
  ) {
    var bag = DiagnosticBag()
    var (builder, registers) = builder(x: type, perEntity: perEntity)
    guard let expression = Reading.expression("v: \(form)\n", into: &bag),
      let result = builder.compile(expression, expected: nil, into: &bag)
    else {
      throw Fault()
    }
    return (builder.finish(), result, registers)
  }

  /// `+` where the formula can only rise with the change, `-` where it can only fall, `?` where both, `=` where neither.
  static func sign(_ form: String, _ drift: Drift, perEntity: Bool = false, x type: ValueType = .number(.ratio)) throws -> String {
    let (program, result, registers) = try program(form, perEntity: perEntity, x: type)
    let end = DriftAnalysis(program, inputs: inputs(registers, x: drift))[result]
    return end.goesBothWays ? "?" : end.mayRise ? "+" : end.mayFall ? "-" : "="
  }

  /// A number of [0, 1] that a `default` replaces, from above and from below it.
  static func field(_ lower: Double, _ upper: Double) -> Drift {
    Drift(before: Bounds(lower, upper), after: Bounds(lower), mayFall: true, isSame: false)
  }

  /// From anywhere below up to 1.
  static let rising = Drift(before: Bounds(0, 1), after: Bounds(1), mayRise: true, isSame: false)
  /// From anywhere above down to 0.
  static let falling = Drift(before: Bounds(0, 1), after: Bounds(0), mayFall: true, isSame: false)
  /// From a value to none.
  static let vanishing = Drift(before: Bounds(0, 1), after: .none, afterMayMiss: true, absenceDiffers: true, isSame: false)
}
