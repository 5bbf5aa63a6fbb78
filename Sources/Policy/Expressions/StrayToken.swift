/// A token where none can stand, and what was probably meant by it.
struct StrayToken {
  let kind: Token.Kind
  let before: Token.Kind?

  /// What to write instead; nil where nothing is likely.
  var help: String? {
    switch kind {
    case .symbol(.comma): "a comma stands between the arguments of a function; a number is written `1000` or `0.5`"
    case .symbol(.openBracket): "arguments stand in `(` and `)`; a field of a source is `source.field`"
    case .symbol(.close): "there is no `(` before it: take it out"
    case .symbol(.colon): "a `:` stands behind a `?`: write `condition ? then : otherwise`"
    case .duration: isNumber ? "a duration is one word: `1h30m`" : nil
    case .name(let word): help(for: word.lowercased())
    default: nil
    }
  }

  private var isNumber: Bool {
    switch before {
    case .number, .duration: true
    default: false
    }
  }

  private func help(for word: String) -> String? {
    switch word {
    case "is": "write `==`"
    case "mod": "write `%`"
    case "if", "then", "else": "write `condition ? then : otherwise`"
    case "ms", "s", "sec", "secs", "second", "seconds", "m", "min", "mins", "minute", "minutes", "h", "hour", "hours", "d", "day", "days":
      isNumber ? "a duration is one word, such as `500ms`, `30s`, `15m`, `1h` or `2d`" : nil
    default: isNumber ? "a product is written with `*`; a unit is not written behind its number" : nil
    }
  }
}
