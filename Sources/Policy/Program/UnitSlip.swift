import Diagnostics

/// Two units that were probably meant to be one: they differ by case, by the plural, or by a slip in a longer word.
///
/// `usd` and `usdt` are two units, so short words that differ by a letter are none.
struct UnitSlip {
  private let first: Unit
  private let second: Unit

  init?(_ first: Unit, _ second: Unit) {
    guard first != second, first.isWord, second.isWord else { return nil }
    let (one, other) = (first.description.lowercased(), second.description.lowercased())
    let isOneWord =
      one == other || one + "s" == other || other + "s" == one || one.filter({ $0 != "_" }) == other.filter { $0 != "_" }
      || (min(one.count, other.count) >= 5 && Suggestion.nearest(to: one, among: [other]) != nil)
    guard isOneWord else { return nil }
    self.first = first
    self.second = second
  }

  /// What to write: the unit that more of what is declared has; of as many, the one in small letters.
  func help(_ scope: Scope, _ program: Program) -> String? {
    let (one, other) = (count(first, scope, program), count(second, scope, program))
    if one != other { return "did you mean the unit `\(one > other ? first : second)`?" }
    guard let small = [first, second].first(where: { $0.description == $0.description.lowercased() }) else { return nil }
    return "did you mean the unit `\(small)`?"
  }

  private func count(_ unit: Unit, _ scope: Scope, _ program: Program) -> Int {
    // Units of the language itself need no one to declare them.
    if unit == .seconds { return Int.max }
    return scope.declarations.count { name, declaration in
      guard declaration.takesUnit, case .register(let register) = scope[name] else { return false }
      return program.info(register).type.unit == unit
    }
  }
}
