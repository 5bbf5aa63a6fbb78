internal import Diagnostics
internal import Policy

/// A question to a check from outside, whose inputs have been held against what the check takes.
struct CheckQuestion {
  private let declaration: CheckDeclaration
  private let entity: String?
  /// A column of one row for each thing that the check is given.
  private let given: [Column]

  /// Reads what is given as data from a server is read: by type, range and default. Names all that is wrong with it.
  init(check: String, entity: String?, given: [String: CheckInput], policy: CheckedPolicy) throws(CheckRefusal) {
    guard let declaration = policy.checks.first(where: { $0.name == check }) else {
      let names = policy.checks.map(\.name)
      throw CheckRefusal(faults: [
        .init(kind: .unknownCheck, name: check, "there is no check `\(check.shown(limit: 60))`" + Self.hint(check, among: names))
      ])
    }
    self.declaration = declaration
    self.entity = entity
    var faults: [CheckRefusal.Fault] = []
    if let name = policy.entity, declaration.cadence == .perEntity, entity?.isEmpty ?? true {
      faults.append(.init(kind: .missingEntity, name: name, "the check is asked about one `\(name)`, and none is named"))
    }
    let fields = declaration.given
    // Names from outside may be many, and the first few tell enough.
    for name in given.keys.sorted().filter({ name in !fields.contains { $0.name == name } }).prefix(10) {
      let words = "the check is not given `\(name.shown(limit: 60))`" + Self.hint(name, among: fields.map(\.name))
      faults.append(.init(kind: .unknownInput, name: name, words))
    }
    var builder = RecordBatchBuilder(fields: fields, rows: 1)
    builder.setPresent(row: 0)
    for (index, field) in fields.enumerated() {
      if let input = given[field.name] { Self.set(input, field, index, &builder) }
    }
    let record = builder.finish()
    for (index, fault) in record.fieldFaults.sorted(by: { $0.key < $1.key }) {
      let name = fields[index].name
      faults.append(
        fault.missing > 0
          ? .init(kind: .missingInput, name: name, "the check needs `\(name)`: \(Self.words(fields[index]))")
          : .init(kind: .badInput, name: name, "`\(name)` is \(Self.words(fields[index])): \(fault.message)"))
    }
    guard faults.isEmpty else { throw CheckRefusal(faults: faults) }
    self.given = record.columns
  }

  /// A truth is no number and a number no truth, however a server may mix them up.
  private static func set(_ input: CheckInput, _ field: RecordField, _ index: Int, _ builder: inout RecordBatchBuilder) {
    switch input {
    case .text(let text):
      let bytes = Array(text.utf8)
      builder.set(bytes.span, field: index, row: 0)
    case .number(let number) where field.kind != .boolean: builder.set(number, field: index, row: 0)
    case .number: builder.set(.number(0), field: index, row: 0)
    case .boolean(let boolean): builder.set(.boolean(boolean), field: index, row: 0)
    }
  }

  private static func words(_ field: RecordField) -> String {
    switch field.kind {
    case .number: field.range.map { "a number in \($0)" } ?? "a number"
    case .text: "a text"
    case .boolean: "true or false"
    case .time: "a time"
    }
  }

  private static func hint(_ name: String, among names: [String]) -> String {
    if let meant = Suggestion.nearest(to: name, among: names) { return "; did you mean `\(meant)`?" }
    return names.isEmpty ? "" : "; there is \(NameList.text(names))"
  }

  /// The answer by the last tick that has ended. `now` is in Unix seconds, `monotonic` in those of the monotonic clock.
  func answer(_ last: FinishedTick?, policy: CheckedPolicy, now: Double, monotonic: Double) -> CheckAnswer {
    let limit = declaration.longestAge(in: policy)
    let age = last.map { max(0, monotonic - $0.readAt) }
    let tick = (age.map { $0 <= limit } ?? false) ? last : nil
    let row = tick.flatMap { tick in entity.flatMap { tick.snapshot.entities?.row(of: $0) } }
    let known = KnownValues(policy: policy, tick: tick, row: row, entity: entity, now: now)
    let inputs = declaration.inputs.map { input in
      switch input {
      case .given(let index): given[index]
      case .value(let register): known.column(register, withheldIsMissing: false)
      }
    }
    var evaluator = Evaluator(declaration.program)
    let found = evaluator.evaluate(inputs: inputs, rows: 1)
    let verdict = CheckRunner.verdict(found[declaration.violated], 0)
    let values = declaration.condition.map { CheckAnswer.Value(name: $0.name, value: Self.constant(found[$0.register], $0.type)) }
    var reason: CheckAnswer.Reason?
    if verdict == .undecided {
      let unknown = declaration.condition.filter { !found[$0.register].states[0].isPresent }
      let isWithheld = unknown.contains { found[$0.register].states[0].contains(.withheld) }
      if let age, tick == nil {
        reason = .stale(age: age, limit: limit)
      } else {
        reason = known.reason(unknown: unknown.map(\.name), isWithheld: isWithheld, of: declaration)
      }
    }
    return CheckAnswer(
      check: declaration.name, entity: entity, verdict: verdict, reason: reason, mode: policy.mode, values: values,
      report: report(verdict == .undecided ? evaluation(without: known, &evaluator) : found), tick: tick?.number,
      age: tick == nil ? nil : age)
  }

  /// The formulas once more with what is withheld as missing: nothing rests on a report but its reader, who wants numbers.
  private func evaluation(without known: KnownValues, _ evaluator: inout Evaluator) -> Evaluation {
    let inputs = declaration.inputs.map { input in
      switch input {
      case .given(let index): given[index]
      case .value(let register): known.column(register, withheldIsMissing: true)
      }
    }
    return evaluator.evaluate(inputs: inputs, rows: 1)
  }

  private func report(_ values: Evaluation) -> [CheckAnswer.Value] {
    declaration.report.map { CheckAnswer.Value(name: $0.name, value: Self.constant(values[$0.register], $0.type)) }
  }

  private static func constant(_ column: Column, _ type: ValueType) -> Constant? {
    guard column.states[0].isPresent else { return nil }
    switch type {
    case .text: return .text(column.texts.string(row: 0))
    case .number: return .number(column.numbers[0])
    case .boolean: return .boolean(column.numbers[0] == 1)
    case .time: return .time(column.numbers[0])
    }
  }
}

extension CheckRefusal.Fault {
  fileprivate init(kind: CheckRefusal.Kind, name: String, _ description: String) {
    self.init(kind: kind, name: name, description: description)
  }
}

extension CheckAnswer.Reason {
  fileprivate static func stale(age: Double, limit: Double) -> CheckAnswer.Reason {
    let words =
      "the last tick is \(DurationText.text(age.rounded())) old, and an answer rests on none older than \(DurationText.text(limit))"
    return CheckAnswer.Reason(kind: .staleTick, names: [], description: words)
  }
}

extension CheckDeclaration {
  /// How old the last tick may be, in seconds, for an answer to rest on it: as long as the shortest lifetime of what the policy writes of the
  /// values that the condition reads, so that the answer says what every reader of the keys sees. Where nothing of it ends by itself, three
  /// times `every`.
  func longestAge(in policy: CheckedPolicy) -> Double {
    let read = Set(inputs.compactMap { if case .value(let register) = $0 { register } else { nil } })
    let lifetimes = policy.sinks.filter { sink in
      sink.isActive(in: policy.mode) && sink.outputs.contains { read.contains($0.register) && $0.register != policy.builtins.now }
    }.compactMap(\.configuration.lifetime?.seconds)
    return lifetimes.min() ?? 3 * policy.every
  }
}
