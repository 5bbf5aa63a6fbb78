extension CheckedPolicy {
  /// What the inputs of the program can be, the same in both runs.
  var inputDrifts: [Register: Drift] {
    var drifts: [Register: Drift] = [:]
    for source in sources {
      for (index, register) in source.registers.enumerated() {
        drifts[register] = .same(source.fields[index].bounds, mayMiss: source.mayMiss(index))
      }
    }
    return drifts
  }
}

extension RecordField {
  /// Where a value of the field lies, as the bounds of a drift. A range bounds what `default` gives, too.
  var bounds: Bounds {
    switch kind {
    case .number: range.map { Bounds($0.lower, $0.upper) } ?? .all
    case .boolean: .truth
    case .text: Bounds(0)
    case .time: .all
    }
  }
}

extension SourceDeclaration {
  /// Whether a formula can see the field missing.
  func mayMiss(_ field: Int) -> Bool {
    if fields[field].absence == .missing { return true }
    return Cause.allCases.contains { cause in
      switch fallback[cause].last {
      case .missing: true
      case .values(let values): values[field] == nil
      default: false
      }
    }
  }
}
