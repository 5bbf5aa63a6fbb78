public import Diagnostics

/// What reading one policy shares: its findings so far, its params and connections, and the expressions met on the way.
///
/// It lives for one load on one thread.
public final class LoadContext {
  /// The findings so far.
  public internal(set) var bag = DiagnosticBag()
  /// Params by name, for placeholders in keys.
  var params: [String: Param] = [:]
  /// Params that stand in keys.
  var keyParams: Set<String> = []
  /// Where the values of params stand.
  var paramValues: [String: SourceSpan] = [:]
  /// Params that are written but faulty: naming one is no further fault.
  var brokenParams: Set<String> = []
  /// Connections by name.
  var connections: [String: Connection] = [:]
  /// Connections that are written but faulty.
  var brokenConnections: Set<String> = []
  /// Params and connections that the section at hand has used, with their values. May hold passwords.
  var used: Set<String> = []
  /// Expressions of plugin configurations, in the order in which they were met.
  private(set) var outputs: [OutputDeclaration] = []

  /// The mappings that are being read, outermost first: what each is, and what its fields are called.
  var enclosing: [(owner: String, names: [String])] = []
  /// A section that gives names could not be read: a name that means nothing may have stood in it, and is no further fault.
  var hasUnreadNames = false
  /// What is put in front of the keys of a shadow's sinks.
  var keyPrefix: KeyPrefix?
  /// Whether sinks are being read, whose keys are written.
  var readsSinks = false
  /// Keys that got the prefix.
  var prefixedKeys: Set<SourceSpan> = []

  /// The plugin types that the policy may name.
  var catalog = PluginCatalog(sources: [:], sinks: [:])
  /// The check that is being read, whose expressions are compiled with it.
  var check: Node.Entry?

  init() {}

  /// Records a finding.
  public func report(_ diagnostic: @autoclosure () -> Diagnostic) {
    bag.add(diagnostic())
  }

  /// Keeps an expression of a plugin's configuration to be compiled once all names are known.
  func register(name: String, span: SourceSpan, expression: Expression?) -> OutputField {
    outputs.append(OutputDeclaration(name: name, span: span, expression: expression, isOfCheck: check != nil))
    return OutputField(name: name, index: outputs.count - 1)
  }
}

/// An expression that a plugin's configuration holds.
struct OutputDeclaration {
  let name: String
  let span: SourceSpan
  /// Nil where a finding says why.
  let expression: Expression?
  /// Whether it stands in a check, which knows more names than the policy does.
  let isOfCheck: Bool
}
