internal import Policy

/// Computes the program again with one cell changed, for each field that an output rests on.
struct SensitivityStudy {
  /// Cells that all evaluations together may have: a bound on time where formulas go over all entities.
  private static let budget = 200_000_000

  private struct Target {
    let sink: String
    let output: SinkDeclaration.Output
    let inputs: Set<Register>
  }

  private let policy: CheckedPolicy
  private let targets: [Target]
  private let inputs: [Column]
  private let rows: Int
  private let row: Int
  /// Fields that stand in the key of another source: with another value another record would be read, and nobody knows what it holds.
  private let keyFields: Set<String>
  private var evaluator: Evaluator
  private var evaluationsLeft: Int
  /// Whether all values were tried.
  private(set) var triedAll = true

  init(_ report: TickReport, row: Int, outputs wanted: Set<String>?) {
    policy = report.policy
    let program = policy.program
    let keys = policy.sources.flatMap { $0.configuration.templates.flatMap(\.parts) }
    keyFields = Set(keys.compactMap { part in if case .field(let field) = part { "\(field)" } else { nil } })
    let computed = Set(program.instructions.map(\.result))
    targets = policy.sinks.flatMap { sink in
      sink.outputs.filter { (wanted?.contains($0.name) ?? true) && $0.type.unit != nil && computed.contains($0.register) }
        .map { Target(sink: sink.name, output: $0, inputs: program.inputs(of: $0.register)) }
    }
    // One row is enough, unless a formula goes over all of them.
    let needsAll = program.instructions.contains { if case .aggregate = $0.operation { true } else { false } }
    let all = program.inputs.map { report.evaluation[$0] }
    rows = needsAll ? report.snapshot.rows : min(1, report.snapshot.rows)
    self.row = needsAll ? row : 0
    inputs = zip(program.inputs, all).map { register, column in
      needsAll || program.info(register).cadence == .perTick ? column : column.only(row: row)
    }
    evaluator = Evaluator(program)
    evaluationsLeft = Self.budget / max(1, program.registers.count * max(1, rows))
  }

  /// What moves each output, the largest move first.
  mutating func run() -> [Sensitivity] {
    guard !targets.isEmpty else { return [] }
    let base = evaluator.evaluate(inputs: inputs, rows: rows)
    var found: [Sensitivity] = []
    for source in policy.sources {
      for (field, register) in zip(source.fields, source.registers) where !keyFields.contains("\(source.name).\(field.name)") {
        let moved = targets.filter { $0.inputs.contains(register) && value(of: $0.output, in: base).isPresent }
        guard !moved.isEmpty, let place = policy.program.inputs.firstIndex(of: register) else { continue }
        let from = DerivedValue(inputs[place], row: row, type: field.type)
        guard from.content != .withheld else { continue }
        for (basis, candidates) in candidates(field, register, from) {
          found += study(candidates, basis, at: place, from, "\(source.name).\(field.name)", moved, base)
        }
      }
    }
    // Nothing weighs more than an output that would be gone.
    func weight(_ one: Sensitivity) -> Double { one.change.map(abs) ?? .infinity }
    return targets.flatMap { target in
      found.filter { $0.sink == target.sink && $0.output == target.output.name }
        .sorted { (weight($1), $0.field, $0.basis.rawValue) < (weight($0), $1.field, $1.basis.rawValue) }
    }
  }

  private mutating func study(
    _ candidates: [Constant], _ basis: Sensitivity.Basis, at place: Int, _ from: DerivedValue, _ field: String, _ moved: [Target],
    _ base: Evaluation
  ) -> [Sensitivity] {
    var best: [Int: Sensitivity] = [:]
    for candidate in candidates {
      guard evaluationsLeft > 0 else {
        triedAll = false
        break
      }
      evaluationsLeft -= 1
      var changed = inputs
      changed[place] = changed[place].with(candidate, row: changed[place].count == 1 ? 0 : row)
      let evaluation = evaluator.evaluate(inputs: changed, rows: rows)
      for (index, target) in moved.enumerated() {
        let (before, after) = (value(of: target.output, in: base), value(of: target.output, in: evaluation))
        guard after.content != before.content else { continue }
        let change = after.number.flatMap { new in before.number.map { new - $0 } }
        let old = best[index].map { $0.change.map(abs) ?? .infinity } ?? -1
        // Of two that differ by the dust of floating point, the first stands.
        guard change.map(abs) ?? .infinity > old * (1 + 1e-9) else { continue }
        best[index] = Sensitivity(
          sink: target.sink, output: target.output.name, before: before, field: field, basis: basis, from: from,
          to: DerivedValue(candidate, type: policy.program.info(policy.program.inputs[place]).type), after: after, change: change)
      }
    }
    return best.sorted { $0.key < $1.key }.map(\.value)
  }

  private func value(of output: SinkDeclaration.Output, in evaluation: Evaluation) -> DerivedValue {
    DerivedValue(evaluation[output.register], row: row, type: output.type)
  }

  /// The other values to try, by how they were chosen.
  private func candidates(_ field: RecordField, _ register: Register, _ from: DerivedValue) -> [(Sensitivity.Basis, [Constant])] {
    switch field.kind {
    case .number:
      // An end that does not belong to the range is no value that the field can have.
      let ends = field.range.map { range in [range.lower, range.upper].filter(range.contains).map { Constant.number($0) } } ?? []
      let tenths = (from.number ?? 0) == 0 ? [] : [1.1, 0.9].compactMap { factor in from.number.map { $0 * factor } }
      let held = tenths.map { field.range?.clamp($0) ?? $0 }.filter { field.range?.contains($0) ?? true }.map { Constant.number($0) }
      return [(.range, ends), (.tenth, held)].filter { !$0.1.isEmpty }
    case .boolean:
      guard case .boolean(let value) = from.content else { return [] }
      return [(.flip, [.boolean(!value)])]
    case .text: return [(.text, knownTexts(register).map { .text($0) })]
    case .time: return []
    }
  }

  /// The texts with which formulas compare a register.
  private func knownTexts(_ register: Register) -> [String] {
    var texts: [String] = []
    for instruction in policy.program.instructions {
      switch instruction.operation {
      case .match(register, let arms): texts += arms.map(\.text)
      case .compare(_, let left, let right) where left == register || right == register: texts += constantTexts([left, right])
      case .membership(register, let list): texts += constantTexts(list)
      default: break
      }
    }
    var seen: Set<String> = []
    return Array(texts.filter { seen.insert($0).inserted }.prefix(64))
  }

  private func constantTexts(_ registers: [Register]) -> [String] {
    policy.program.constants.compactMap { constant in
      guard registers.contains(constant.register), case .text(let text) = constant.value else { return nil }
      return text
    }
  }
}

extension Column {
  /// A column of one of its rows.
  func only(row: Int) -> Column {
    guard row < count else { return isText ? Column(states: [], texts: TextColumn()) : Column(states: [], numbers: []) }
    guard isText else { return Column(states: [states[row]], numbers: [numbers[row]]) }
    var one = TextColumn()
    one.append(row: row, of: texts)
    return Column(states: [states[row]], texts: one)
  }

  /// The same column with another value in one row.
  func with(_ constant: Constant, row: Int) -> Column {
    var states = states
    states[row] = []
    switch constant {
    case .number(let value), .time(let value):
      var numbers = numbers
      numbers[row] = value
      return Column(states: states, numbers: numbers)
    case .boolean(let value):
      var numbers = numbers
      numbers[row] = value ? 1 : 0
      return Column(states: states, numbers: numbers)
    case .text(let text):
      var changed = TextColumn()
      for index in 0..<count {
        if index == row { changed.append(text) } else { changed.append(row: index, of: texts) }
      }
      return Column(states: states, texts: changed)
    }
  }
}
