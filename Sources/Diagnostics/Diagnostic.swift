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
  /// The policy that the finding is about, where its place is in a file that others use too; nil where the place says it.
  public private(set) var policy: String?
  /// The rule that is broken, in lower case, the user's own words in backticks; with the policy in front, where that is told.
  public var message: String { policy.map { "in the policy `\($0)`: \(statement)" } ?? statement }
  /// The message without the policy.
  let statement: String
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
    statement = Credentials.covered(message)
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

  /// The same finding with its texts rewritten, places and code as they are.
  public func rewritten(_ rewrite: (String) -> String) -> Diagnostic {
    var copy = Diagnostic(
      code, severity, rewrite(statement), at: span, caption: caption.map(rewrite), help: help.map(rewrite), notes: notes.map(rewrite))
    copy.labels = labels.map { Label(span: $0.span, text: rewrite($0.text)) }
    copy.policy = policy
    return copy
  }

  /// The same finding as one about a policy, whose name its message begins with.
  public func about(policy name: String) -> Diagnostic {
    var copy = self
    copy.policy = Credentials.covered(name.shown(limit: 60))
    return copy
  }

  /// The same finding with another place shown beside it.
  public func pointing(to span: SourceSpan?, _ text: String) -> Diagnostic {
    guard let span else { return self }
    var copy = self
    copy.labels.append(Label(span: span, text: Credentials.covered(text)))
    return copy
  }
}
