/// One finding about a policy: which rule, where, and what to do.
public struct Diagnostic: Sendable {
  /// Another place that belongs to the finding, with what it has to do with it.
  public struct Label: Sendable {
    /// The other place.
    public let span: SourceSpan
    /// What it is, in a few words.
    public let text: String
  }

  /// The rule.
  public let code: DiagnosticCode
  /// How bad it is.
  public let severity: Severity
  /// The rule that is broken, in lower case, the user's own words in backticks.
  public let message: String
  /// The smallest stretch that shows the fault; nil where no text is at fault.
  public let span: SourceSpan?
  /// A few words under the caret.
  public let caption: String?
  /// The other halves of a conflict.
  public var labels: [Label] = []
  /// What to write instead.
  public var help: String? { didSet { help = help.map { Credentials.covered($0) } } }
  /// Facts that help to decide, one each.
  public var notes: [String] = [] { didSet { notes = notes.map { Credentials.covered($0) } } }

  /// A finding; labels, help and notes can be added.
  public init(
    _ code: DiagnosticCode, _ severity: Severity, _ message: String, at span: SourceSpan?, caption: String? = nil, help: String? = nil,
    notes: [String] = []
  ) {
    self.code = code
    self.severity = severity
    // Whoever shows a finding, in whatever form, must not show a password with it.
    self.message = Credentials.covered(message)
    self.span = span
    self.caption = caption.map { Credentials.covered($0) }
    self.help = help.map { Credentials.covered($0) }
    self.notes = notes.map { Credentials.covered($0) }
  }

  /// A finding that keeps the policy from running.
  public init(
    _ code: DiagnosticCode, _ message: String, at span: SourceSpan?, caption: String? = nil, help: String? = nil, notes: [String] = []
  ) {
    self.init(code, .error, message, at: span, caption: caption, help: help, notes: notes)
  }

  /// The same finding with another place shown beside it.
  public func pointing(to span: SourceSpan?, _ text: String) -> Diagnostic {
    guard let span else { return self }
    var copy = self
    copy.labels.append(Label(span: span, text: Credentials.covered(text)))
    return copy
  }
}
