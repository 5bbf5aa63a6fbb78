import Policy

/// A signal in motion.
struct SignalState: Sendable {
  private let signal: Signal
  private var value = 0.0
  private var pick = 0
  private var nextPick = 0.0

  init(_ signal: Signal, using random: inout some RandomNumberGenerator) {
    self.signal = signal
    switch signal {
    case .walk(let start, let step, let range): value = range.clamp(start + Double.random(in: -4...4, using: &random) * step)
    case .choice(let texts, let hold):
      pick = texts.isEmpty ? 0 : Int.random(in: 0..<texts.count, using: &random)
      nextPick = Double.random(in: 0...hold, using: &random)
    case .now, .constant: break
    }
  }

  /// Moves on by `seconds` to `elapsed` seconds since the demo began.
  mutating func advance(by seconds: Double, elapsed: Double, using random: inout some RandomNumberGenerator) {
    switch signal {
    case .walk(_, let step, let range):
      value = range.clamp(value + Double.random(in: -1...1, using: &random) * step * seconds.squareRoot())
    case .choice(let texts, let hold):
      guard elapsed >= nextPick, !texts.isEmpty else { return }
      pick = Int.random(in: 0..<texts.count, using: &random)
      nextPick = elapsed + hold
    case .now, .constant: break
    }
  }

  /// The value as a producer would write it; `now` in Unix seconds.
  func text(now: Double) -> String {
    switch signal {
    case .walk: NumberFormat.text((value * 1e6).rounded() / 1e6)
    case .choice(let texts, _): texts.indices.contains(pick) ? texts[pick] : ""
    case .now: "\(Int64(now))"
    case .constant(let text): text
    }
  }
}
