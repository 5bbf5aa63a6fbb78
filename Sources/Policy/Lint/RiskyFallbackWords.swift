import Diagnostics

/// The words of a warning about a risky fallback.
struct RiskyFallbackWords {
  private let policy: CheckedPolicy
  private let source: SourceDeclaration
  private let field: RecordField?
  private let output: RiskyFallback.Output

  init(_ policy: CheckedPolicy, _ source: SourceDeclaration, _ field: RecordField?, _ output: RiskyFallback.Output) {
    self.policy = policy
    self.source = source
    self.field = field
    self.output = output
  }

  private var verb: String { output.risk.direction == .higher ? "raises" : "lowers" }
  private var riskier: String { "the \(output.risk.direction.rawValue) `\(output.risk.name)` is, the riskier" }
  private var accept: String { "if it is meant, say why: `accept: {\(DiagnosticCode.riskyFallback.rawValue): \"…\"}`" }

  /// A `default`, with what was found on both sides of it.
  func finding(_ constant: Constant, _ verdicts: [Verdict], _ worst: Verdict, at span: SourceSpan) -> Diagnostic {
    let name = "\(source.name).\(field?.name ?? "")"
    let words = Self.words(constant)
    var notes: [String] = []
    if worst.isUnknown {
      var finding = Diagnostic(
        .riskyFallback, .warning,
        "whether \(words) in the place of `\(name)` \(verb) `\(output.risk.name)`, the risky way, cannot be told", at: span,
        help: "`withhold`, or let the fallback be `missing` and the formula say what is safe; \(accept)", notes: notes)
      if let turn = worst.turn { finding = finding.pointing(to: turn.span, "from here on it can go either way") }
      return finding.pointing(to: output.risk.span, riskier)
    }
    if let isAbove = worst.isAbove, verdicts.filter({ $0.isRisky && !$0.isUnknown }).count == 1 {
      notes.append("it does where `\(name)` would have been \(isAbove ? "above" : "below") \(words)" + range)
    } else if !range.isEmpty {
      notes.append("`\(name)`" + range.dropFirst())
    }
    notes += most(worst)
    return Diagnostic(
      .riskyFallback, .warning, "\(words) in the place of `\(name)` \(verb) `\(output.risk.name)`, which is the risky way", at: span,
      help: "\(safe(verdicts))`withhold`, or let the fallback be `missing` and the formula say what is safe; \(accept)", notes: notes
    ).pointing(to: output.risk.span, riskier)
  }

  /// What the formula takes for something that is missing.
  func finding(missing what: String, _ verdict: Verdict, at span: SourceSpan) -> Diagnostic {
    var finding = Diagnostic(
      .riskyFallback, .warning,
      "what the formula takes where \(what) is missing \(verb) `\(output.risk.name)`, which is the risky way, and never the other way",
      at: span,
      help: "let the formula take something safer, or `withhold`; \(accept)", notes: most(verdict))
    if let turn = verdict.turn { finding = finding.pointing(to: turn.span, "taken here") }
    return finding.pointing(to: output.risk.span, riskier)
  }

  private var range: String { field?.range.map { "; it lies in \($0)" } ?? "" }

  private func most(_ verdict: Verdict) -> [String] {
    guard let most = verdict.most else { return [] }
    let unit = policy.program.info(output.register).type.unit.flatMap { $0.isRatio ? nil : " \($0)" } ?? ""
    return ["by \(Interval.short((most * 1e6).rounded() / 1e6))\(unit) at most"]
  }

  /// The end of the range that is on the safe side, if there is one.
  private func safe(_ verdicts: [Verdict]) -> String {
    guard let field, let range = field.range else { return "" }
    let risky = verdicts.filter(\.isRisky)
    guard risky.count == 1, let isAbove = risky[0].isAbove, isAbove ? range.includesUpper : range.includesLower else { return "" }
    return "`\(field.name): \(Interval.short(isAbove ? range.upper : range.lower))` is safe; or "
  }

  private static func words(_ constant: Constant) -> String {
    switch constant {
    case .number(let value), .time(let value): "`\(Interval.short(value))`"
    case .boolean(let value): "`\(value)`"
    case .text(let text): "`\(text.shown(limit: 40))`"
    }
  }
}
