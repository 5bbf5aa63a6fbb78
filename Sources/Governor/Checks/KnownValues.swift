internal import Diagnostics
internal import Policy

/// What is known of one entity for a question from outside: the values of the last tick, where there is one that may be used.
struct KnownValues {
  let policy: CheckedPolicy
  /// The tick; nil where there is none, or it is too old.
  let tick: FinishedTick?
  /// The entity's row in it; nil where it has none.
  let row: Int?
  /// The name that was asked for.
  let entity: String?
  /// Unix seconds.
  let now: Double

  /// The value of a register of the policy's program, as a column of one row. What is not known is missing.
  func column(_ register: Register, withheldIsMissing: Bool) -> Column {
    let info = policy.program.info(register)
    if register == policy.builtins.entity, let entity {
      var column = Column(for: .text)
      column.append(entity)
      return column
    }
    if register == policy.builtins.now {
      var column = Column(for: .time)
      column.append(tick?.snapshot.now ?? now)
      return column
    }
    var column = Column(for: info.type)
    guard let values = tick?.evaluation[register], let place = info.cadence == .perTick ? 0 : row, values.states.indices.contains(place)
    else {
      column.append(.missing)
      return column
    }
    let state = values.states[place]
    guard state.isPresent else {
      column.append(withheldIsMissing ? state.subtracting(.withheld).union(.missing) : state)
      return column
    }
    if values.isText { values.texts.withBytes(row: place) { column.append($0) } } else { column.append(values.numbers[place]) }
    return column
  }

  /// Why a check cannot tell of which some values are not known.
  func reason(unknown names: [String], isWithheld: Bool, of check: CheckDeclaration) -> CheckAnswer.Reason {
    let list = NameList.text(names)
    let verb = names.count == 1 ? "is" : "are"
    guard let tick else { return .init(kind: .noTick, names: names, description: "no tick has ended yet") }
    if let name = policy.entity, check.cadence == .perEntity, row == nil, let entity {
      return tick.snapshot.entities == nil
        ? .init(kind: .unknownEntities, names: names, description: "the last tick could not find out which `\(name)` there are")
        : .init(kind: .unknownEntity, names: names, description: "the last tick found no `\(name)` `\(entity.shown(limit: 60))`")
    }
    guard isWithheld else {
      let words = names.isEmpty ? "a value of the condition is missing" : "\(list) \(verb) missing"
      return .init(kind: .missing, names: names, description: words)
    }
    let sources = withheld(tick, behind: check.inputs)
    let words = "\(list) \(verb) withheld"
    return .init(
      kind: .withheld, names: names, description: sources.isEmpty ? words : "\(words) because of \(NameList.text(sources))")
  }

  /// The sources that are withheld behind some inputs.
  private func withheld(_ tick: FinishedTick, behind inputs: [CheckDeclaration.Input]) -> [String] {
    let registers = inputs.compactMap { if case .value(let register) = $0 { register } else { nil } }
    let needed = registers.reduce(into: Set<Register>()) { $0.formUnion(policy.program.inputs(of: $1)) }
    return zip(policy.sources, tick.snapshot.sources).filter { source, settled in
      let place = source.cadence == .perTick ? 0 : row
      guard let place, settled.outcomes.indices.contains(place), settled.outcomes[place] == .withheld else { return false }
      return !needed.isDisjoint(with: source.registers)
    }.map(\.0.name)
  }
}
