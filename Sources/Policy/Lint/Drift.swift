/// What a value can be in two runs of a program that differ in some inputs, and which way it can move from the first to the second.
///
/// It says what may be, never what must be: whatever it rules out does not happen. Texts that are there have the bounds of a zero.
struct Drift: Sendable {
  /// Where the number lies in the first run, where there is one.
  var before: Bounds
  /// Where it lies in the second.
  var after: Bounds
  /// Whether the second can be above the first.
  var mayRise = false
  /// Whether the second can be below the first.
  var mayFall = false
  var beforeMayMiss = false
  var afterMayMiss = false
  /// Whether it can be missing in one of the two runs alone.
  var absenceDiffers = false
  /// Whether it is the same in both runs, or missing in both.
  var isSame = true
  /// The texts that it can be in each run; nil is any.
  var beforeTexts: Set<String>?
  var afterTexts: Set<String>?

  /// A value that is the same in both runs.
  static func same(_ bounds: Bounds, mayMiss: Bool = false) -> Drift {
    Drift(before: bounds, after: bounds, beforeMayMiss: mayMiss, afterMayMiss: mayMiss)
  }

  /// A value that is the same constant in both runs.
  static func same(_ constant: Constant) -> Drift {
    var drift = same(Bounds(of: constant))
    if case .text(let text) = constant { (drift.beforeTexts, drift.afterTexts) = ([text], [text]) }
    return drift
  }

  /// Nothing yet: what is gathered from several cases begins here.
  static var nothing: Drift {
    Drift(before: .none, after: .none, isSame: true, beforeTexts: [], afterTexts: [])
  }

  /// What an operation gives: missing where an operand is, and the same where all operands are.
  init(of operands: [Drift], before: Bounds, after: Bounds, mayRise: Bool, mayFall: Bool) {
    self.init(before: before, after: after, mayRise: mayRise, mayFall: mayFall)
    beforeMayMiss = operands.contains(where: \.beforeMayMiss)
    afterMayMiss = operands.contains(where: \.afterMayMiss)
    absenceDiffers = operands.contains(where: \.absenceDiffers)
    isSame = operands.allSatisfy(\.isSame)
  }

  init(
    before: Bounds, after: Bounds, mayRise: Bool = false, mayFall: Bool = false, beforeMayMiss: Bool = false, afterMayMiss: Bool = false,
    absenceDiffers: Bool = false, isSame: Bool = true, beforeTexts: Set<String>? = nil, afterTexts: Set<String>? = nil
  ) {
    self.before = before
    self.after = after
    self.mayRise = mayRise
    self.mayFall = mayFall
    self.beforeMayMiss = beforeMayMiss
    self.afterMayMiss = afterMayMiss
    self.absenceDiffers = absenceDiffers
    self.isSame = isSame
    self.beforeTexts = beforeTexts
    self.afterTexts = afterTexts
  }

  /// Nothing can be said of where it goes.
  var goesBothWays: Bool { mayRise && mayFall }

  /// The same with what its bounds rule out taken away.
  var settled: Drift {
    var copy = self
    if isSame || !(after.upper > before.lower) { copy.mayRise = false }
    if isSame || !(after.lower < before.upper) { copy.mayFall = false }
    if isSame { copy.absenceDiffers = false }
    return copy
  }

  /// The same for entities whose record is replaced and for those whose record is good in both runs.
  var mixed: Drift {
    var copy = self
    copy.after = before.joined(with: after)
    copy.afterTexts = Self.union(beforeTexts, afterTexts)
    return copy
  }

  /// The same, but missing in a run in which the operation has no result for some operands.
  func failing(before fails: Bool, after failsAfter: Bool) -> Drift {
    var copy = self
    copy.beforeMayMiss = beforeMayMiss || fails
    copy.afterMayMiss = afterMayMiss || failsAfter
    copy.absenceDiffers = absenceDiffers || (!isSame && (fails || failsAfter))
    return copy
  }

  /// Takes in what another case gives in both runs.
  mutating func add(_ other: Drift) {
    let other = other.settled
    addBefore(other)
    addAfter(other)
    mayRise = mayRise || other.mayRise
    mayFall = mayFall || other.mayFall
    absenceDiffers = absenceDiffers || other.absenceDiffers
    isSame = isSame && other.isSame
  }

  /// Takes in a case in which the first run gives what `first` gives there, and the second what `second` gives there.
  mutating func add(before first: Drift, after second: Drift) {
    addBefore(first)
    addAfter(second)
    mayRise = mayRise || second.after.upper > first.before.lower
    mayFall = mayFall || second.after.lower < first.before.upper
    absenceDiffers = absenceDiffers || first.beforeMayMiss || second.afterMayMiss
    isSame = false
  }

  mutating func addBefore(_ other: Drift) {
    before = before.joined(with: other.before)
    beforeMayMiss = beforeMayMiss || other.beforeMayMiss
    beforeTexts = Self.union(beforeTexts, other.beforeTexts)
  }

  mutating func addAfter(_ other: Drift) {
    after = after.joined(with: other.after)
    afterMayMiss = afterMayMiss || other.afterMayMiss
    afterTexts = Self.union(afterTexts, other.afterTexts)
  }

  private static func union(_ one: Set<String>?, _ other: Set<String>?) -> Set<String>? {
    guard let one, let other, one.count + other.count <= 64 else { return nil }
    return one.union(other)
  }
}

extension Bounds {
  /// The place of a constant; a text has none, and counts as there.
  init(of constant: Constant) {
    switch constant {
    case .number(let value), .time(let value): self.init(value)
    case .boolean(let value): self.init(value ? 1 : 0)
    case .text: self.init(0)
    }
  }
}
