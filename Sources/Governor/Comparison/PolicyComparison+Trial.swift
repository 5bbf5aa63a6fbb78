internal import Policy

extension PolicyComparison {
  /// What would change where the second policy of a trial took the first one's place. Sinks are the same where their names are; an output
  /// of a sink without a namesake is held against the only one of its name among the first policy's other sinks.
  ///
  /// `wanted` restricts it to outputs of these names.
  public init(_ trial: PolicyTrial, outputs wanted: Set<String>? = nil) {
    let (base, other) = (trial.base, trial.other)
    var outputs: [Output] = []
    var left: [(output: String, reason: String)] = []
    var lone: (was: [LoneRow], wouldBe: [LoneRow]) = ([], [])
    var judged: Set<String> = []
    for sink in other.policy.sinks {
      let rows = ComparedRows(sink, other)
      for output in sink.outputs where wanted?.contains(output.name) ?? true {
        guard let (twin, twinOutput) = Self.twin(of: output, sink, base.policy, other.policy) else {
          left.append(("\(sink.name).\(output.name)", "`\(base.policy.name)` writes no such output"))
          continue
        }
        let old = ComparedRows(twin, base)
        outputs.append(Self.compare(output, rows, twinOutput, old))
        if judged.insert("\(twin.name) \(sink.name)").inserted {
          let gone = Self.lone(rows, old)
          lone.was += gone.was
          lone.wouldBe += gone.wouldBe
        }
      }
    }
    let compared = Set(outputs.map(\.name))
    for sink in base.policy.sinks {
      for output in sink.outputs where !compared.contains(output.name) && wanted?.contains(output.name) ?? true {
        left.append(("\(sink.name).\(output.name)", "`\(other.policy.name)` writes no such output"))
      }
    }
    self.init(
      was: base.policy.name, wouldBe: other.policy.name, entity: other.policy.entity ?? base.policy.entity, now: other.snapshot.now,
      shared: trial.shared, separate: other.policy.sources.map(\.name).filter { !trial.shared.contains($0) }, outputs: outputs, left: left,
      onlyWas: lone.was, onlyWouldBe: lone.wouldBe)
  }

  private static func twin(
    of output: SinkDeclaration.Output, _ sink: SinkDeclaration, _ base: CheckedPolicy, _ other: CheckedPolicy
  ) -> (SinkDeclaration, SinkDeclaration.Output)? {
    func own(_ sink: SinkDeclaration) -> (SinkDeclaration, SinkDeclaration.Output)? {
      sink.outputs.first { $0.name == output.name }.map { (sink, $0) }
    }
    if let namesake = base.sinks.first(where: { $0.name == sink.name }) { return own(namesake) }
    let strangers = base.sinks.filter { candidate in !other.sinks.contains { $0.name == candidate.name } }.compactMap(own)
    return strangers.count == 1 ? strangers[0] : nil
  }

  private static func compare(
    _ output: SinkDeclaration.Output, _ rows: ComparedRows, _ twin: SinkDeclaration.Output, _ old: ComparedRows
  ) -> Output {
    var changes: [Change] = []
    var unchanged = 0
    for entity in rows.entities {
      guard let new = rows.row(of: entity), let before = old.row(of: entity), rows.isWritten(new), old.isWritten(before) else { continue }
      let (was, wouldBe) = (old.value(twin, before), rows.value(output, new))
      if was.content == wouldBe.content { unchanged += 1 } else { changes.append(Change(entity: entity, was: was, wouldBe: wouldBe)) }
    }
    return Output(sink: rows.sink.name, name: output.name, type: output.type, changes: sorted(changes), unchanged: unchanged)
  }

  private static func lone(_ rows: ComparedRows, _ old: ComparedRows) -> (was: [LoneRow], wouldBe: [LoneRow]) {
    var was: [LoneRow] = []
    var wouldBe: [LoneRow] = []
    for entity in old.entities {
      guard let before = old.row(of: entity), old.isWritten(before) else { continue }
      let new = rows.row(of: entity)
      if !(new.map { rows.isWritten($0) } ?? false) {
        was.append(LoneRow(sink: old.sink.name, entity: entity, reason: rows.absence(new)))
      }
    }
    for entity in rows.entities {
      guard let new = rows.row(of: entity), rows.isWritten(new) else { continue }
      let before = old.row(of: entity)
      if !(before.map { old.isWritten($0) } ?? false) {
        wouldBe.append(LoneRow(sink: rows.sink.name, entity: entity, reason: old.absence(before)))
      }
    }
    return (was, wouldBe)
  }
}
