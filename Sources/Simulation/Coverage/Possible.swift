/// What is known of a register before anything runs: where its numbers can lie, and whether it can be missing.
///
/// It may promise too much room, never too little.
struct Possible: Sendable {
  var lowest = -Double.infinity
  var highest = Double.infinity
  var canBeMissing = true
  /// The one text that it always is.
  var text: String?

  static let boolean = Possible(lowest: 0, highest: 1)

  init(lowest: Double = -.infinity, highest: Double = .infinity, canBeMissing: Bool = true, text: String? = nil) {
    // What arithmetic on infinities leaves open is unknown.
    self.lowest = lowest.isNaN ? -.infinity : lowest
    self.highest = highest.isNaN ? .infinity : highest
    self.canBeMissing = canBeMissing
    self.text = text
  }

  /// Whether a condition can be true.
  var canBeTrue: Bool { highest >= 1 }
  /// Whether a condition can be false.
  var canBeFalse: Bool { lowest <= 0 }

  /// What one of several can be.
  static func any(of parts: [Possible], canBeMissing: Bool) -> Possible {
    Possible(
      lowest: parts.map(\.lowest).min() ?? -.infinity, highest: parts.map(\.highest).max() ?? .infinity, canBeMissing: canBeMissing,
      text: parts.count == 1 ? parts[0].text : nil)
  }
}
