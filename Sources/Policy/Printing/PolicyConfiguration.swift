public import Diagnostics

/// A policy as it stands: what it extends, variables, settings and defaults put in, secrets taken out.
public struct PolicyConfiguration: Sendable {
  private let builder: ConfigBuilder

  init(_ builder: ConfigBuilder) {
    self.builder = builder
  }

  /// As a policy that means the same, each line with a comment on where it came from.
  public var yaml: String { ConfigYAML.text(builder.root()) }

  /// Tells one policy from another: 16 hexadecimal digits (FNV-1a, 64 bits) of the policy as it stands. Secrets do not go into it, nor
  /// where a line came from.
  public var hash: String {
    let digits = String(Fingerprint.of(ConfigJSON.content(builder.root())), radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// Tells one policy from another by its secrets as well, within this process: the number is another one in the next. Not to be shown.
  public var mark: String {
    var revealing = builder
    revealing.reveals = true
    return "\(hash) \(ConfigJSON.content(revealing.root()).hashValue)"
  }

  /// As one line of JSON: `{"policy": …, "origins": …}`, the latter by JSON Pointer.
  public var json: String { ConfigJSON.text(builder.root()) }
}

extension PolicyLoader {
  /// The policy of a file as it stands, to print and checked; nil where there is an error in it.
  public func configuration(
    _ file: SourceFile
  ) -> (configuration: PolicyConfiguration?, policy: CheckedPolicy?, findings: DiagnosticBag) {
    var bag = DiagnosticBag()
    guard let resolved = resolve(file, into: &bag) else { return (nil, nil, bag) }
    let outcome = load(resolved, findings: bag)
    guard let policy = outcome.policy else { return (nil, nil, outcome.findings) }
    let builder = ConfigBuilder(resolved: resolved, policy: policy, shape: ConfigShape(catalog: catalog), environment: environment)
    return (PolicyConfiguration(builder), policy, outcome.findings)
  }
}
