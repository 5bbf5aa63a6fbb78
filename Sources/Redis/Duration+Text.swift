extension Duration {
  /// The duration for people, rounded up: `80 ms`, `1.3 s`.
  var text: String {
    let (seconds, attoseconds) = components
    guard seconds >= 1 else {
      let milliseconds = attoseconds / 1_000_000_000_000_000
      return "\(max(milliseconds, 0) + 1) ms"
    }
    let tenths = attoseconds / 100_000_000_000_000_000 + 1
    return tenths >= 10 ? "\(seconds &+ 1).0 s" : "\(seconds).\(tenths) s"
  }
}
