internal import Diagnostics
internal import Policy

extension PolicyComparison {
  /// What would change where the second policy of a trial took the first one's place. Sinks are the same where their names are; an output
  /// of a sink without a namesake is held against the only one of its name among the first policy's other sinks.
  ///
  /// `wanted` restricts it to outputs of these names; `names` are what the policies are called, else their names or files.
  public init(_ trial: PolicyTrial, outputs wanted: Set<String>? = nil, names: (was: String, wouldBe: String)? = nil) {
    let (base, other) = (trial.base, trial.other)
    let isOneName = base.policy.name == other.policy.name
    let was = names?.was ?? (isOneName ? base.policy.file.path : base.policy.name)
    let wouldBe = names?.wouldBe ?? (isOneName ? other.policy.file.path : other.policy.name)
    var neither: [LoneRow] = []
    var notes: [String] = []
    var outputs: [Output] = []
    var left: [(output: String, reason: String)] = []
    var lone: (was: [LoneRow], wouldBe: [LoneRow]) = ([], [])
    var judged: Set<String> = []
    for sink in other.policy.sinks {
      let rows = ComparedRows(sink, other, label: wouldBe)
      for output in sink.outputs where wanted?.contains(output.name) ?? true {
        guard let (twin, twinOutput) = Self.twin(of: output, sink, base.policy, other.policy) else {
          left.append(("\(sink.name).\(output.name)", "`\(was)` writes no such output"))
          continue
        }
        let old = ComparedRows(twin, base, label: was)
        outputs.append(Self.compare(output, rows, twinOutput, old))
        if judged.insert("\(twin.name) \(sink.name)").inserted {
          let gone = Self.lone(rows, old)
          lone.was += gone.was
          lone.wouldBe += gone.wouldBe
          neither += Self.neither(rows, old)
          notes += Self.notes(twin, sink)
        }
      }
    }
    if wanted == nil {
      notes += ComparedCheck.notes(base.policy, other.policy, was: was, wouldBe: wouldBe)
      if other.policy.shadowOf == nil, base.policy.shadowOf == nil {
        if base.policy.mode != other.policy.mode {
          notes.append("mode was \(base.policy.mode.rawValue), would be \(other.policy.mode.rawValue)")
        }
        if base.policy.every != other.policy.every {
          notes.append("every was \(DurationText.text(base.policy.every)), would be \(DurationText.text(other.policy.every))")
        }
      }
    }
    let compared = Set(outputs.map(\.name))
    for sink in base.policy.sinks {
      for output in sink.outputs where !compared.contains(output.name) && wanted?.contains(output.name) ?? true {
        left.append(("\(sink.name).\(output.name)", "`\(wouldBe)` writes no such output"))
      }
    }
    self.init(
      was: was, wouldBe: wouldBe, entity: other.policy.entity ?? base.policy.entity, now: other.snapshot.now,
      shared: trial.shared, separate: other.policy.sources.map(\.name).filter { !trial.shared.contains($0) }, outputs: outputs, left: left,
      onlyWas: lone.was, onlyWouldBe: lone.wouldBe, neither: neither, obstructed: [], notes: notes)
    // Who wants some outputs alone has not asked for checks.
    if wanted == nil { checks = ComparedCheck.all(base, other) }
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

  private static func neither(_ rows: ComparedRows, _ old: ComparedRows) -> [LoneRow] {
    rows.entities.compactMap { entity in
      guard let new = rows.row(of: entity), !rows.isWritten(new) else { return nil }
      let before = old.row(of: entity)
      guard !(before.map { old.isWritten($0) } ?? false) else { return nil }
      let (one, two) = (old.absence(before), rows.absence(new))
      return LoneRow(sink: rows.sink.name, entity: entity, reason: one == two ? two : "\(one); \(two)", isDeleted: rows.isDeleted(new))
    }
  }

  /// In what two sinks differ that no table of values shows.
  private static func notes(_ was: SinkDeclaration, _ wouldBe: SinkDeclaration) -> [String] {
    func words(_ sink: SinkDeclaration) -> [(what: String, value: String)] {
      [
        ("type", sink.type), ("key", sink.configuration.templates.map { $0.text(entity: nil) }.joined(separator: ", ")),
        ("lifetime", sink.configuration.lifetime.map { DurationText.text($0.seconds) } ?? "without end"),
        ("modes", sink.modes.map(\.rawValue).sorted().joined(separator: ", ")), ("when_withheld", sink.whenWithheld.rawValue),
      ]
    }
    return zip(words(was), words(wouldBe)).compactMap { old, new in
      old.value == new.value
        ? nil : "sink \(wouldBe.name): \(old.what) was \(old.value.shown(limit: 200)), would be \(new.value.shown(limit: 200))"
    }
  }

  private static func lone(_ rows: ComparedRows, _ old: ComparedRows) -> (was: [LoneRow], wouldBe: [LoneRow]) {
    var was: [LoneRow] = []
    var wouldBe: [LoneRow] = []
    for entity in old.entities {
      guard let before = old.row(of: entity), old.isWritten(before) else { continue }
      let new = rows.row(of: entity)
      if !(new.map { rows.isWritten($0) } ?? false) {
        was.append(
          LoneRow(sink: old.sink.name, entity: entity, reason: rows.absence(new), isDeleted: new.map { rows.isDeleted($0) } ?? false))
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
