internal import Diagnostics
internal import Governor
internal import Policy

/// Tells where a value of a tick came from: its formula, then what the formula used, down to the records of sources.
struct ValueStory {
  /// A story longer than this is read by nobody.
  private static let limit = 24

  private let report: TickReport
  private let row: Int
  private var lines: [String] = []
  private var told: Set<Register> = []
  private let values: [Register: NamedValue]
  private let fields: [Register: (source: Int, field: Int)]
  private let steps: [Register: Instruction]

  init(_ report: TickReport, row: Int) {
    self.report = report
    self.row = row
    let policy = report.policy
    values = Dictionary(policy.values.map { ($0.register, $0) }, uniquingKeysWith: { first, _ in first })
    var fields: [Register: (source: Int, field: Int)] = [:]
    for (index, source) in policy.sources.enumerated() {
      for (field, register) in source.registers.enumerated() { fields[register] = (index, field) }
    }
    self.fields = fields
    steps = Dictionary(policy.program.instructions.map { ($0.result, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The lines for a register, the nearest first.
  mutating func lines(for register: Register) -> [String] {
    var next = [register]
    while !next.isEmpty, lines.count < Self.limit {
      var further: [Register] = []
      for register in next where told.insert(register).inserted {
        tell(register)
        further += uses(of: register)
      }
      next = further
    }
    return Array(lines.prefix(Self.limit)) + (lines.count > Self.limit || !next.isEmpty ? ["…"] : [])
  }

  private mutating func tell(_ register: Register) {
    let shown = ShownValue.text(report.evaluation[register], row: row, report.policy.program.info(register).type)
    if let value = values[register] {
      // A field of a source can be a value's whole formula: then both are told in one line.
      let record = fields[register].map { ", " + self.record($0.source) } ?? ""
      lines.append("`\(value.name)` is \(shown)\(record): \(value.expression.words) at \(value.expression.span)")
      if fields[register] != nil { return }
    } else if let place = fields[register] {
      let source = report.policy.sources[place.source]
      lines.append("`\(source.name).\(source.fields[place.field].name)` is \(shown), \(record(place.source))")
    } else if let step = steps[register] {
      lines.append("\(step.origin.words) at \(step.origin.span) is \(shown)")
    }
  }

  /// What the record was, and what stands for it.
  private func record(_ index: Int) -> String {
    let snapshot = report.snapshot.sources[index]
    let row = report.policy.sources[index].cadence == .perTick ? 0 : self.row
    guard snapshot.states.indices.contains(row) else { return "from no record" }
    let (state, outcome, age) = (snapshot.states[row], snapshot.outcomes[row], snapshot.ages[row])
    let stands = state == .fresh ? "fresh" : "\(state.word), so \(outcome.word)"
    return age.isFinite && report.policy.sources[index].asOf != nil ? "\(stands), \(RelativeTime.text(age)) old" : stands
  }

  /// The named registers and fields that a register's formula uses; what lies between has no name.
  private func uses(of register: Register) -> [Register] {
    var found: [Register] = []
    var seen: Set<Register> = []
    var open = Array((steps[register]?.operation.operands ?? []).reversed())
    while let next = open.popLast() {
      guard seen.insert(next).inserted else { continue }
      if values[next] != nil || fields[next] != nil {
        found.append(next)
      } else if let step = steps[next] {
        open += step.operation.operands.reversed()
      }
    }
    return found
  }
}
