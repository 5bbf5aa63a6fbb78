public import Policy

extension PolicyComparison {
  /// What a server holds under the keys of a sink.
  public struct Stored: Sendable {
    /// The sink.
    public let sink: String
    /// Its rows: all entities of the tick, or one row.
    public let rows: StoredRows

    /// What a sink holds.
    public init(sink: String, rows: StoredRows) {
      self.sink = sink
      self.rows = rows
    }
  }

  /// The batch of all rows of a sink, also of those that would not be written: what stands under their keys is to be seen too.
  public static func batch(of sink: SinkDeclaration, _ report: TickReport) -> OutputBatch {
    let isPerEntity = sink.cadence == .perEntity
    return OutputBatch(
      policy: report.policy.name, entities: isPerEntity ? report.snapshot.entities?.names : nil,
      rows: Array(0..<(isPerEntity ? report.snapshot.rows : 1)),
      outputs: sink.outputs.map { OutputBatch.Output(name: $0.name, type: $0.type, column: report.evaluation[$0.register]) })
  }

  /// What would change where a policy's tick took the place of what servers hold. Numbers are compared as numbers. Outputs that rest on the
  /// time of the tick differ each time, and are compared only where `wanted` names them.
  public init(_ report: TickReport, stored: [Stored], outputs wanted: Set<String>? = nil) {
    let policy = report.policy
    var outputs: [Output] = []
    var left: [(output: String, reason: String)] = []
    var lone: (was: [LoneRow], wouldBe: [LoneRow]) = ([], [])
    var neither: [LoneRow] = []
    var obstructed: [LoneRow] = []
    for sink in policy.sinks {
      let rows = ComparedRows(sink, report, label: policy.name)
      if let inactivity = rows.inactivity {
        left += sink.outputs.filter { wanted?.contains($0.name) ?? true }.map { ("\(sink.name).\($0.name)", inactivity) }
        continue
      }
      guard let held = stored.first(where: { $0.sink == sink.name })?.rows else {
        left += sink.outputs.map { ("\(sink.name).\($0.name)", "a sink of type `\(sink.type)` cannot tell what it has written") }
        continue
      }
      let entities = rows.entities
      for (row, entity) in entities.enumerated() where held.texts.indices.contains(row) {
        if let obstacle = held.obstacles[row] {
          obstructed.append(LoneRow(sink: sink.name, entity: entity, reason: obstacle))
          continue
        }
        let isHeld = held.texts[row].contains { $0 != nil }
        if isHeld, !rows.isWritten(row) {
          lone.was.append(LoneRow(sink: sink.name, entity: entity, reason: rows.absence(row), isDeleted: rows.isDeleted(row)))
        }
        if !isHeld, rows.isWritten(row) { lone.wouldBe.append(LoneRow(sink: sink.name, entity: entity, reason: "nothing is there")) }
        if !isHeld, !rows.isWritten(row) { neither.append(LoneRow(sink: sink.name, entity: entity, reason: rows.absence(row))) }
      }
      for (place, output) in sink.outputs.enumerated() where wanted?.contains(output.name) ?? true {
        if wanted == nil, policy.program.inputs(of: output.register).contains(policy.builtins.now) {
          left.append(("\(sink.name).\(output.name)", "it rests on the time of the tick"))
          continue
        }
        var changes: [Change] = []
        var unchanged = 0
        for (row, entity) in entities.enumerated() where held.texts.indices.contains(row) && rows.isWritten(row) {
          // A row that is not there at all is told of as a row.
          guard held.texts[row].contains(where: { $0 != nil }) else { continue }
          let (was, wouldBe) = (Self.value(held.texts[row][place], output.type), rows.value(output, row))
          if Self.isSame(was, wouldBe) { unchanged += 1 } else { changes.append(Change(entity: entity, was: was, wouldBe: wouldBe)) }
        }
        outputs.append(
          Output(sink: sink.name, name: output.name, type: output.type, changes: Self.sorted(changes), unchanged: unchanged))
      }
    }
    self.init(
      was: Self.server, wouldBe: policy.name, entity: policy.entity, now: report.snapshot.now, shared: [],
      separate: policy.sources.map(\.name), outputs: outputs, left: left, onlyWas: lone.was, onlyWouldBe: lone.wouldBe,
      neither: neither, obstructed: obstructed, notes: [])
  }

  /// What is called that a policy is compared with where there is no other one.
  static let server = "what is stored"

  /// A stored text as a value of the output's type; what is no such value stays text.
  private static func value(_ text: String?, _ type: ValueType) -> DerivedValue {
    guard let text else { return DerivedValue(.missing) }
    switch type {
    case .number(let unit): return NumberText.parse(text).map { DerivedValue(.number($0, unit)) } ?? DerivedValue(.text(text))
    case .time: return NumberText.parse(text).map { DerivedValue(.time($0)) } ?? DerivedValue(.text(text))
    case .boolean: return DerivedValue(text == "true" ? .boolean(true) : text == "false" ? .boolean(false) : .text(text))
    case .text: return DerivedValue(.text(text))
    }
  }

  /// Times are written in whole seconds.
  private static func isSame(_ was: DerivedValue, _ wouldBe: DerivedValue) -> Bool {
    if case (.time(let old), .time(let new)) = (was.content, wouldBe.content) { return old == new.rounded(.down) }
    return was.content == wouldBe.content
  }
}
