import Diagnostics
import Governor
import TestSupport
import Testing

@testable import Policy

/// What the analysis rules out never happens: random formulas are run before and after a change, and every step is held against it.
@Suite struct DriftPropertyTests {
  @Test(.timeLimit(.minutes(5))) func whatIsRuledOutNeverHappens() throws {
    var random = SeededRandom(seed: 301)
    var (decided, moved) = (0, 0)
    for round in 0..<5000 {
      let formula = DriftFormula.number(depth: Int.random(in: 1...4, using: &random), &random)
      let perEntity = Bool.random(using: &random)
      guard let (program, result, registers) = try? Drifting.program("\"\(formula)\"", perEntity: perEntity) else { continue }
      let change = Change.random(&random)
      let analysis = DriftAnalysis(program, inputs: Drifting.inputs(registers, x: change.drift))
      if !analysis[result].goesBothWays { decided += 1 }
      var evaluator = Evaluator(program)
      for _ in 0..<12 {
        let world = World(change, perEntity: perEntity, &random)
        let before = evaluator.evaluate(inputs: world.columns(program, registers, isAfter: false), rows: 3)
        let after = evaluator.evaluate(inputs: world.columns(program, registers, isAfter: true), rows: 3)
        for index in program.registers.indices where program.registers[index].type != .text {
          let columns = (before[Register(index: index)], after[Register(index: index)])
          for row in 0..<columns.0.count {
            let cells = Cells(columns.0, columns.1, row)
            if cells.differ { moved += 1 }
            guard
              let complaint = cells.complaint(
                analysis.states[index], isExact: !DriftFormula.isRounded(formula), isReplaced: world.isReplaced)
            else { continue }
            Issue.record("round \(round): \(formula) with x \(change): register \(index): \(complaint)")
            return
          }
        }
      }
    }
    // Else nothing was put to the test.
    #expect(decided > 300 && moved > 4000, "\(decided) decided, \(moved) moved")
  }

  /// How `x` changes.
  private enum Change: CustomStringConvertible {
    case replaced(by: Double, fromAbove: Bool)
    case gone

    static func random(_ random: inout SeededRandom) -> Change {
      guard Int.random(in: 0..<4, using: &random) > 0 else { return .gone }
      let values: [Double] = [0, 0.25, 0.5, 1]
      let value = values[Int.random(in: 0..<4, using: &random)]
      return .replaced(by: value, fromAbove: value < 1 && (value == 0 || Bool.random(using: &random)))
    }

    var drift: Drift {
      switch self {
      case .gone: Drifting.vanishing
      case .replaced(let value, let fromAbove):
        Drift(
          before: fromAbove ? Bounds(value, 1) : Bounds(0, value), after: Bounds(value), mayRise: !fromAbove, mayFall: fromAbove,
          isSame: false)
      }
    }

    /// A value before the change.
    func value(_ random: inout SeededRandom) -> Double {
      let bounds = drift.before
      let ends: [Double] = [
        bounds.lower, bounds.upper, (bounds.lower + bounds.upper) / 2, Double.random(in: bounds.lower...bounds.upper, using: &random),
      ]
      return ends.randomElement(using: &random) ?? 0
    }

    var description: String {
      switch self {
      case .gone: "gone"
      case .replaced(let value, let fromAbove): "replaced by \(value) from \(fromAbove ? "above" : "below")"
      }
    }
  }

  /// One set of inputs. Of a source for each entity, some records may stay good.
  private struct World {
    let x: [(before: Double, after: Double?)]
    var numbers: [String: Double?] = [:]
    let q: Bool
    let t: String
    let c: [Double]
    /// Whether the change meets all records.
    var isReplaced: Bool { x.allSatisfy { $0.before != $0.after } }

    init(_ change: Change, perEntity: Bool, _ random: inout SeededRandom) {
      x = (0..<(perEntity ? 3 : 1)).map { _ in
        let before = change.value(&random)
        if perEntity, Int.random(in: 0..<3, using: &random) == 0 { return (before, before) }
        if case .replaced(let value, _) = change { return (before, value) }
        return (before, nil)
      }
      for range in Drifting.ranges {
        let (lower, upper) = (max(range.bounds.lower, -50), min(range.bounds.upper, 50))
        let values: [Double] = [lower, upper, 0.clamped(lower, upper), Double.random(in: lower...upper, using: &random)]
        let value = values[Int.random(in: 0..<4, using: &random)]
        numbers[range.name] = .some(range.mayMiss && Bool.random(using: &random) ? nil : value)
      }
      q = Bool.random(using: &random)
      t = ["A", "B", "C"].randomElement(using: &random) ?? "A"
      c = (0..<3).map { _ in Double.random(in: 0...1, using: &random) }
    }

    func columns(_ program: Program, _ registers: [String: Register], isAfter: Bool) -> [Column] {
      let names = Dictionary(uniqueKeysWithValues: registers.map { ($0.value, $0.key) })
      return program.inputs.map { register in
        var column = Column(for: program.info(register).type)
        switch names[register] {
        case "x":
          for cell in x {
            if let value = isAfter ? cell.after : cell.before { column.append(value) } else { column.append(.missing) }
          }
        case "q": column.append(q)
        case "t": column.append(t)
        case "c": for value in c { column.append(value) }
        case let name?:
          if let value = numbers[name] ?? nil { column.append(value) } else { column.append(.missing) }
        case nil: column.append(.missing)
        }
        return column
      }
    }
  }

  /// A cell in both runs.
  private struct Cells {
    let before: Double?
    let after: Double?

    init(_ before: Column, _ after: Column, _ row: Int) {
      self.before = before.states[row].isPresent ? before.numbers[row] : nil
      self.after = after.states[row].isPresent ? after.numbers[row] : nil
    }

    var differ: Bool { before != after }

    func complaint(_ drift: Drift, isExact: Bool, isReplaced: Bool) -> String? {
      let slack = isExact ? 0 : 1e-9 * max(1, abs(before ?? 0), abs(after ?? 0))
      func lies(_ value: Double, _ bounds: Bounds) -> Bool { bounds.lower - slack <= value && value <= bounds.upper + slack }
      if before == nil, !drift.beforeMayMiss { return "missing before" }
      // Of a record that stays good, what is said of the second run does not hold, only which way it can go.
      if after == nil, isReplaced, !drift.afterMayMiss { return "missing after" }
      if (before == nil) != (after == nil), !drift.absenceDiffers { return "missing in one run" }
      if let before, !lies(before, drift.before) { return "\(before) before, not in \(drift.before)" }
      if let after, isReplaced, !lies(after, drift.after) { return "\(after) after, not in \(drift.after)" }
      guard let before, let after else { return nil }
      if after > before + slack, !drift.mayRise { return "rises from \(before) to \(after)" }
      if after < before - slack, !drift.mayFall { return "falls from \(before) to \(after)" }
      return nil
    }
  }
}

extension Double {
  fileprivate func clamped(_ lower: Double, _ upper: Double) -> Double { Swift.min(Swift.max(self, lower), upper) }
}
