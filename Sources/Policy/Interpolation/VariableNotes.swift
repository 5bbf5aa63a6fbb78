import Diagnostics

/// Tells with every finding at an interpolated scalar which variables made its text: the file shows `${NAME}` and looks right.
///
/// It runs once over all findings of a load, so that no rule can forget it.
struct VariableNotes {
  /// Variables that one finding tells of; a text of more is told as a whole.
  private static let limit = 4
  /// Shorter values are also words of messages, and covering those would hide nothing and garble much.
  private static let shortestCovered = 4

  private let hidden: Set<String>
  private var byLine: [Int: [InterpolatedScalar]] = [:]

  /// Notes for these scalars; the values of the hidden variables are never shown.
  init(_ scalars: [InterpolatedScalar], hiding hidden: Set<String>) {
    self.hidden = hidden
    for scalar in scalars {
      for line in scalar.scalar.span.start.line...scalar.scalar.span.end.line { byLine[line, default: []].append(scalar) }
    }
  }

  /// The finding with what is known of the variables behind its places.
  func amended(_ finding: Diagnostic) -> Diagnostic {
    guard !byLine.isEmpty, finding.code != .unsetVariable, finding.code != .badInterpolation else { return finding }
    var notes: [String] = []
    var amended = finding
    for span in [finding.span].compactMap({ $0 }) + finding.labels.map(\.span) {
      for place in byLine[span.start.line, default: []] {
        let uses = uses(of: place, at: span, finding.code)
        for use in uses.prefix(Self.limit) {
          if isHidden(use, in: place.scalar) { amended = amended.covering(use.value, from: Self.shortestCovered) }
          let note = note(use, in: place.scalar)
          if !notes.contains(note) { notes.append(note) }
          if span == finding.span, let help = help(use, in: place.scalar, finding) { amended.help = help }
        }
      }
    }
    amended.notes = notes + amended.notes
    return amended
  }

  /// The variables that a finding is about: those that gave part of the marked text; for the form of a formula, all of it.
  private func uses(of place: InterpolatedScalar, at span: SourceSpan, _ code: DiagnosticCode) -> [VariableUse] {
    let whole = place.scalar.span
    guard whole.file === span.file else { return [] }
    // An end of an interval may be a variable, and the interval is what the finding marks.
    if code == .badInterval, span.start <= whole.start, whole.end <= span.end { return place.uses }
    guard whole.start <= span.start, span.end <= whole.end else { return [] }
    let touched = place.uses.filter { use in
      let part = place.scalar.span(of: use.bytes)
      return part.start < span.end && span.start < part.end
    }
    return touched.isEmpty && code == .expressionSyntax ? place.uses : touched
  }

  private func note(_ use: VariableUse, in scalar: Scalar) -> String {
    guard !isHidden(use, in: scalar) else {
      return "`\(use.name)` " + (use.isFromEnvironment ? "comes from the environment" : "is not set and has a default")
        + "; its value is not shown"
    }
    let value = "`\(use.value.shown(limit: 60))`"
    let origin =
      use.isFromEnvironment ? "`\(use.name)` is \(value) (from the environment)" : "`\(use.name)` is not set, and its default is \(value)"
    return use.value == scalar.text ? origin : "\(origin); the text becomes `\(scalar.text.shown(limit: 60))`"
  }

  /// A variable of a connection may be a password, and so may one that is called so or stands where a password stands.
  private func isHidden(_ use: VariableUse, in scalar: Scalar) -> Bool {
    if hidden.contains(use.name) { return true }
    let name = use.name.uppercased()
    if ["PASS", "SECRET", "TOKEN", "CREDENTIAL"].contains(where: { name.contains($0) }) { return true }
    return Credentials.cover(in: scalar.text, touches: use.bytes)
  }

  private static let valueFaults: Set<DiagnosticCode> = [
    .wrongType, .expressionSyntax, .outOfRange, .notAChoice, .badName, .badInterval, .badConnection, .unitTwice,
  ]

  /// What to set the variable to, where the slip is a common one.
  private func help(_ use: VariableUse, in scalar: Scalar, _ finding: Diagnostic) -> String? {
    guard Self.valueFaults.contains(finding.code), !isHidden(use, in: scalar) else { return nil }
    let behind = Array(scalar.text.utf8)[use.bytes.upperBound...]
    let suffix = String(decoding: behind.prefix { Word.isPart($0) }, as: UTF8.self)
    if DurationText.units.contains(where: { $0.suffix == suffix }), let number = use.value.count(in: suffix) {
      return use.isFromEnvironment
        ? "set `\(use.name)=\(number)`: the policy puts the `\(suffix)` behind it"
        : "write `${\(use.name):-\(number)}\(suffix)`: the `\(suffix)` stands behind it already"
    }
    let bare = use.value.withoutWrapping
    guard use.isFromEnvironment else { return nil }
    if bare == use.value || bare.isEmpty {
      // What is to be written is the whole value, and it is written where the variable is set.
      if finding.code == .expressionSyntax, let help = NumberText.help(for: use.value) { return "in `\(use.name)`, \(help)" }
      guard use.value == scalar.text, let help = finding.help, help.hasPrefix("write `") else { return nil }
      return "set `\(use.name)=" + help.dropFirst("write `".count)
    }
    return "set `\(use.name)=\(bare.shown(limit: 60))`: quotes, blanks and comments become part of a variable's value"
  }
}

extension String {
  /// A duration as a plain number of a unit, where the text is one: `5m` is 300 of `s`.
  fileprivate func count(in suffix: String) -> String? {
    guard let seconds = DurationText.seconds(self), let unit = DurationText.units.first(where: { $0.suffix == suffix }) else { return nil }
    return Interval.short(unit.suffix == "ms" ? seconds * 1000 : seconds / unit.seconds)
  }

  /// The text without what a file of variables leaves around a value: quotes, blanks, a comment.
  fileprivate var withoutWrapping: String {
    var rest = self[...]
    if let comment = rest.range(ofComment: " #") { rest = rest[..<comment] }
    func trim() {
      rest = rest.drop(while: \.isWhitespace)
      while rest.last?.isWhitespace ?? false { rest.removeLast() }
    }
    trim()
    for quote in ["\"", "'"] where rest.count > 1 && rest.hasPrefix(quote) && rest.hasSuffix(quote) {
      rest = rest.dropFirst().dropLast()
      trim()
    }
    return String(rest)
  }
}

extension Substring {
  /// Where a comment begins.
  fileprivate func range(ofComment sign: String) -> Index? { indices.first { self[$0...].hasPrefix(sign) } }
}

extension Diagnostic {
  /// The finding without a value that must not be shown.
  fileprivate func covering(_ value: String, from shortest: Int) -> Diagnostic {
    guard value.utf8.count >= shortest else { return self }
    return rewritten { $0.replacing(value, with: "…") }
  }
}
