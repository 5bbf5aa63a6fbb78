public import Diagnostics

/// Turns the text of a policy into a checked policy, or into findings that say everything that is wrong with it.
public struct PolicyLoader: Sendable {
  let catalog: PluginCatalog
  let environment: PolicyEnvironment
  private let files: PolicyFiles
  private let settings: [PolicySetting]

  /// What came of a text: a policy where there was no error.
  public struct Outcome: Sendable {
    /// The policy; nil where there was an error.
    public let policy: CheckedPolicy?
    /// All findings.
    public let findings: DiagnosticBag
    /// The rules of the warnings that the policy accepts, one for each; they are not among the findings.
    public let accepted: [DiagnosticCode]

    /// What came of a text.
    public init(policy: CheckedPolicy?, findings: DiagnosticBag, accepted: [DiagnosticCode] = []) {
      self.policy = policy
      self.findings = findings
      self.accepted = accepted
    }
  }

  /// A loader for the given plugin types and variables, with the files that policies may extend and settings that go over each.
  public init(
    catalog: PluginCatalog, environment: PolicyEnvironment, files: PolicyFiles = .none, settings: [PolicySetting] = []
  ) {
    self.catalog = catalog
    self.environment = environment
    self.files = files
    self.settings = settings
  }

  /// Makes one tree of a file, of what it extends and of the settings; nil after a finding that leaves nothing to check.
  public func resolve(_ file: SourceFile, into bag: inout DiagnosticBag) -> ResolvedPolicy? {
    PolicyResolver(files: files, environment: environment, settings: settings).resolve(file, into: &bag)
  }

  /// Reads and checks one file with what it extends. Contacts nothing.
  public func load(_ file: SourceFile) -> Outcome {
    var bag = DiagnosticBag()
    guard let resolved = resolve(file, into: &bag) else { return Outcome(policy: nil, findings: bag) }
    return load(resolved, findings: bag)
  }

  /// Checks a tree, whose making gave the findings.
  func load(_ resolved: ResolvedPolicy, findings: DiagnosticBag) -> Outcome {
    let context = LoadContext()
    context.catalog = catalog
    context.bag = findings
    // What is accepted is taken out of the tree that is read in the end, whatever files it was put together from.
    var accepts = AcceptCollector()
    let root = accepts.strip(resolved.tree)
    for finding in accepts.findings { context.report(finding) }
    let mended = Misplacement(catalog: catalog, context).mended(root)
    guard var reader = MappingReader(mended, owner: "a policy", context) else {
      return Outcome(policy: nil, findings: context.bag)
    }
    context.keyPrefix = resolved.keyPrefix
    let unread = context.bag.sorted.filter { $0.code == .unknownAlias || $0.code == .tagRefused }.compactMap(\.span)
    reader.expect(PolicyHead.schema.fields.map(\.name) + PolicyBody.sections, context)
    let head = PolicyHead.schema.read(&reader, context)
    let body = PolicyBody(&reader, catalog: catalog, context)
    _ = reader.finish(context)
    let policy = PolicyLinker(layers: resolved.layers, file: resolved.file, head: head, body: body, context: context).link()
    var findings = context.bag
    findings.dropFollowOns(
      inside: unread + resolved.broken,
      keeping: [.unknownAlias, .tagRefused, .unitTwice, .bareVariable, .unsetVariable, .badInterpolation, .limitExceeded])
    let isSound = !findings.hasErrors
    if isSound, let policy { for finding in Lint.findings(policy) { findings.add(finding) } }
    let accepted = accepts.silence(&findings, reportingIdleIn: isSound ? resolved.file : nil)
    findings.amend { EmptyValueHelp.amended(resolved.explained($0)) }
    return Outcome(policy: findings.hasErrors ? nil : policy, findings: findings, accepted: accepted)
  }
}
