public import Diagnostics

/// Turns the text of a policy into a checked policy, or into findings that say everything that is wrong with it.
public struct PolicyLoader: Sendable {
  private let catalog: PluginCatalog
  private let environment: PolicyEnvironment

  /// What came of a text: a policy where there was no error.
  public struct Outcome: Sendable {
    /// The policy; nil where there was an error.
    public let policy: CheckedPolicy?
    /// All findings.
    public let findings: DiagnosticBag
    /// How many warnings the policy accepts; they are not among the findings.
    public let accepted: Int

    /// What came of a text.
    public init(policy: CheckedPolicy?, findings: DiagnosticBag, accepted: Int = 0) {
      self.policy = policy
      self.findings = findings
      self.accepted = accepted
    }
  }

  /// A loader for the given plugin types and variables.
  public init(catalog: PluginCatalog, environment: PolicyEnvironment) {
    self.catalog = catalog
    self.environment = environment
  }

  /// Reads and checks one file. Contacts nothing.
  public func load(_ file: SourceFile) -> Outcome {
    let context = LoadContext()
    var aliases: [AliasUse] = []
    guard let tree = YAMLDocument.parse(file, aliases: &aliases, into: &context.bag) else {
      return Outcome(policy: nil, findings: context.bag)
    }
    var interpolator = Interpolator(environment: environment)
    // What is accepted is taken out of the tree that is read in the end, whatever files it was put together from.
    var accepts = AcceptCollector()
    let root = accepts.strip(interpolator.resolve(tree))
    for finding in interpolator.findings + accepts.findings { context.report(finding) }
    let mended = Misplacement(catalog: catalog, context).mended(root)
    guard var reader = MappingReader(mended, owner: "a policy", context) else {
      return Outcome(policy: nil, findings: context.bag)
    }
    let unread = context.bag.sorted.filter { $0.code == .unknownAlias || $0.code == .tagRefused }.compactMap(\.span)
    reader.expect(PolicyHead.schema.fields.map(\.name) + PolicyBody.sections, context)
    reader.refuse(NotBuiltYet.topLevel, context)
    let head = PolicyHead.schema.read(&reader, context)
    let body = PolicyBody(&reader, catalog: catalog, context)
    _ = reader.finish(context)
    let policy = PolicyLinker(file: file, head: head, body: body, context: context).link()
    var findings = context.bag
    findings.dropFollowOns(
      inside: unread + interpolator.broken,
      keeping: [.unknownAlias, .tagRefused, .unitTwice, .bareVariable, .unsetVariable, .badInterpolation, .limitExceeded])
    let isGood = !findings.hasErrors
    if isGood, let policy { for finding in Lint.findings(policy) { findings.add(finding) } }
    let accepted = accepts.silence(&findings, reportingIdleIn: isGood ? file : nil)
    let notes = VariableNotes(interpolator.scalars, hiding: interpolator.secrets)
    findings.amend { AliasUse.labelled(EmptyValueHelp.amended(notes.amended($0)), aliases) }
    return Outcome(policy: isGood ? policy : nil, findings: findings, accepted: accepted)
  }
}
