/// Narrows what is known of registers by the outcome of a condition in each run.
struct Assumption {
  let program: Program
  let definers: [Int?]
  var states: [Drift]
  /// The registers of which more is known now.
  private(set) var isTouched: [Bool]

  init(program: Program, definers: [Int?], states: [Drift]) {
    self.program = program
    self.definers = definers
    self.states = states
    isTouched = [Bool](repeating: false, count: states.count)
  }

  /// Takes in that a boolean is there and has this value, nil where nothing is known; false where that cannot be.
  mutating func assume(_ condition: Register, before: Bool?, after: Bool?, depth: Int = 0) -> Bool {
    let wantedBefore = before.map { Bounds($0 ? 1 : 0) }
    let wantedAfter = after.map { Bounds($0 ? 1 : 0) }
    guard narrow(condition, before: wantedBefore, after: wantedAfter) else { return false }
    guard depth < 16, let position = definers[condition.index] else { return true }
    switch program.instructions[position].operation {
    case .unary(.not, let inner):
      return assume(inner, before: before.map { !$0 }, after: after.map { !$0 }, depth: depth + 1)
    case .and(let left, let right):
      let (one, other) = (before == true ? true : nil, after == true ? true : nil) as (Bool?, Bool?)
      return assume(left, before: one, after: other, depth: depth + 1) && assume(right, before: one, after: other, depth: depth + 1)
    case .or(let left, let right):
      let (one, other) = (before == false ? false : nil, after == false ? false : nil) as (Bool?, Bool?)
      return assume(left, before: one, after: other, depth: depth + 1) && assume(right, before: one, after: other, depth: depth + 1)
    case .compare(let comparison, let left, let right) where program.info(left).type != .text:
      let (a, b) = (states[left.index], states[right.index])
      let first = before.flatMap { Self.ends(comparison, $0, a.before, b.before) }
      let second = after.flatMap { Self.ends(comparison, $0, a.after, b.after) }
      return narrow(left, before: first?.left, after: second?.left) && narrow(right, before: first?.right, after: second?.right)
    default:
      return true
    }
  }

  /// Where the two sides of a comparison lie when its outcome is known.
  private static func ends(_ comparison: Comparison, _ isTrue: Bool, _ left: Bounds, _ right: Bounds) -> (left: Bounds, right: Bounds) {
    switch (comparison, isTrue) {
    case (.less, true), (.lessOrEqual, true), (.greater, false), (.greaterOrEqual, false):
      (Bounds(-.infinity, right.upper), Bounds(left.lower, .infinity))
    case (.greater, true), (.greaterOrEqual, true), (.less, false), (.lessOrEqual, false):
      (Bounds(right.lower, .infinity), Bounds(-.infinity, left.upper))
    case (.equal, true), (.notEqual, false): (right, left)
    case (.equal, false), (.notEqual, true): (.all, .all)
    }
  }

  /// A side with bounds is there, too.
  private mutating func narrow(_ register: Register, before: Bounds?, after: Bounds?) -> Bool {
    guard before != nil || after != nil else { return true }
    var drift = states[register.index]
    if let before {
      drift.before = drift.before.narrowed(to: before)
      drift.beforeMayMiss = false
      guard !drift.before.isEmpty else { return false }
    }
    if let after {
      drift.after = drift.after.narrowed(to: after)
      drift.afterMayMiss = false
      guard !drift.after.isEmpty else { return false }
    }
    if drift.isSame, before != nil, after != nil {
      let both = drift.before.narrowed(to: drift.after)
      guard !both.isEmpty else { return false }
      (drift.before, drift.after) = (both, both)
    }
    if before != nil, after != nil { drift.absenceDiffers = false }
    states[register.index] = drift.settled
    isTouched[register.index] = true
    return true
  }
}
