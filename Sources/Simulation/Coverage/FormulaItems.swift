internal import Diagnostics
internal import Governor
internal import Policy

/// The branches of a policy's formulas, as things that a test can take.
///
/// A branch counts as taken only where its value was wanted: what stands behind a part that was not missing, or in the other arm of a
/// condition, is computed too, and shows nothing.
struct FormulaItems: Sendable {
  private let program: Program
  private let roots: [Register]
  private let possible: PossibleValues
  /// By the index of an instruction, an item for each of its ways; nil for one that cannot be taken.
  private var items: [Int: [CoverageItem?]] = [:]

  init(_ policy: CheckedPolicy) {
    program = policy.program
    possible = PossibleValues(policy)
    let used = Set(program.instructions.flatMap(\.operation.operands))
    roots = program.instructions.map(\.result).filter { !used.contains($0) } + policy.sinks.flatMap { $0.outputs.map(\.register) }
    var wanted = Set(roots)
    for (index, instruction) in program.instructions.enumerated().reversed() where wanted.contains(instruction.result) {
      let ways = ways(of: instruction)
      if ways.contains(where: { $0 != nil }) { items[index] = ways }
      wanted.formUnion(reachable(instruction.operation))
    }
  }

  var all: some Sequence<CoverageItem> { items.values.joined().compactMap { $0 } }

  /// The operands that can come to be looked at.
  private func reachable(_ operation: Operation) -> [Register] {
    switch operation {
    case .select(let condition, let then, let otherwise):
      [condition] + (possible[condition].canBeTrue ? [then] : []) + (possible[condition].canBeFalse ? [otherwise] : [])
    case .coalesce(let parts): Array(parts.prefix(reached(parts)))
    case .and(let left, let right): possible[left].canBeTrue || possible[left].canBeMissing ? [left, right] : [left]
    case .or(let left, let right): possible[left].canBeFalse || possible[left].canBeMissing ? [left, right] : [left]
    case .match(let subject, let arms):
      [subject] + arms.filter { arm in possible[subject].text.map { $0 == arm.text } ?? true }.map(\.value)
    default: operation.operands
    }
  }

  /// How many parts of a `first_of` can come to be looked at.
  private func reached(_ parts: [Register]) -> Int {
    min(parts.count, 1 + (parts.firstIndex { !possible[$0].canBeMissing } ?? parts.count))
  }

  /// An item for each way that the instruction can go; none where there is but one.
  private func ways(of instruction: Instruction) -> [CoverageItem?] {
    let (origin, parts) = (instruction.origin, instruction.origin.parts)
    func place(_ part: Int) -> SourceSpan { parts.indices.contains(part) ? parts[part].span : origin.span }
    var ways: [CoverageItem?]
    switch instruction.operation {
    case .select(let condition, _, _):
      ways = [
        possible[condition].canBeTrue ? CoverageItem(what: "`? :`: the condition holds", span: place(1)) : nil,
        possible[condition].canBeFalse ? CoverageItem(what: "`? :`: the condition does not hold", span: place(2)) : nil,
      ]
    case .coalesce(let registers):
      let reached = reached(registers)
      ways = registers.indices.map { index in
        index < reached ? CoverageItem(what: "part \(index + 1) of \(registers.count): the first that is there", span: place(index)) : nil
      }
    case .match(let subject, let arms):
      let text = possible[subject].text
      ways = arms.enumerated().map { index, arm in
        (text.map { $0 == arm.text } ?? true) ? CoverageItem(what: "`match`: `\(arm.text.shown(limit: 40))`", span: place(index + 1)) : nil
      }
      let isAlwaysFitting = text.map { text in arms.contains { $0.text == text } } ?? false
      ways.append(isAlwaysFitting ? nil : CoverageItem(what: "`match`: a text that none fits", span: place(0)))
    case .clamp(let value, let lowest, let highest):
      let (value, low, high) = (possible[value], possible[lowest], possible[highest])
      ways = [
        value.lowest <= low.highest ? CoverageItem(what: "`clamp`: the lower end holds", span: place(1)) : nil,
        value.highest > low.lowest && value.lowest < high.highest && low.lowest < high.highest
          ? CoverageItem(what: "`clamp`: a value between the ends", span: origin.span) : nil,
        value.highest >= high.lowest ? CoverageItem(what: "`clamp`: the higher end holds", span: place(2)) : nil,
      ]
    default: return []
    }
    return ways.count { $0 != nil } > 1 ? ways : ways.map { _ in nil }
  }

  /// The ways that a tick took.
  func taken(_ report: TickReport) -> Set<CoverageItem> {
    var wanted = WantedRows(report)
    for root in roots { wanted.want(root) }
    var taken: Set<CoverageItem> = []
    for (index, instruction) in program.instructions.enumerated().reversed() {
      let rows = wanted.rows(of: instruction.result)
      guard !rows.isEmpty else { continue }
      let ways = items[index]
      for row in rows {
        let way = wanted.follow(instruction.operation, row: row)
        if let way, let item = ways?[way] { taken.insert(item) }
      }
    }
    return taken
  }
}
