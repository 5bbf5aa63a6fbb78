/// What happens to an input when a fallback replaces the value of a field.
struct Replacement {
  private let field: RecordField

  init(_ field: RecordField) {
    self.field = field
  }

  /// The drifts from what the field may be to a constant, one for each side of it on which the field may be; `isAbove` says that it is
  /// above the constant.
  func drifts(by constant: Constant) -> [(drift: Drift, isAbove: Bool?)] {
    let after = Bounds(of: constant)
    let mayMiss = field.absence == .missing
    func drift(_ before: Bounds, rises: Bool, falls: Bool) -> Drift {
      Drift(
        before: before, after: after, mayRise: rises, mayFall: falls, beforeMayMiss: mayMiss, absenceDiffers: mayMiss, isSame: false)
    }
    if case .text(let text) = constant {
      var change = drift(Bounds(0), rises: false, falls: false)
      change.afterTexts = [text]
      return [(change, nil)]
    }
    let sides: [(bounds: Bounds, isAbove: Bool)] = [
      (field.bounds.narrowed(to: Bounds(after.lower, .infinity)), true),
      (field.bounds.narrowed(to: Bounds(-.infinity, after.upper)), false),
    ]
    // A side that is but the constant itself is no change, unless the field may be missing.
    return sides.filter { !$0.bounds.isEmpty && ($0.bounds != after || mayMiss) }
      .map { (drift($0.bounds, rises: !$0.isAbove, falls: $0.isAbove), $0.isAbove) }
  }

  /// The field is there, and then it is missing.
  var vanishing: Drift {
    Drift(before: field.bounds, after: .none, afterMayMiss: true, absenceDiffers: true, isSame: false)
  }
}
