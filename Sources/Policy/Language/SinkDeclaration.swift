public import Diagnostics

/// An output of a sink: its name, and its place among all outputs of the policy.
public struct OutputField: Sendable {
  /// The name under which the sink writes it.
  public let name: String
  let index: Int
}

/// What a plugin's configuration tells the language about a sink.
public protocol SinkConfiguration: Sendable {
  /// What it writes, in order.
  var outputs: [OutputField] { get }
  /// Keys whose placeholders the entity must fill.
  var templates: [KeyTemplate] { get }
  /// The keys that it writes, as patterns by which two sinks are kept apart; nil where it writes no shared keys.
  var writtenKeys: WrittenKeys? { get }
  /// Where the address of its server stands in the policy, if it has one.
  var address: SourceSpan? { get }
  /// The name under `connections` by which it reaches its server, if it does so by one.
  var connection: String? { get }
  /// Whether nobody is misled where a shadow writes to the same place as its primary: so it is for a sink whose keys tell the two apart, and
  /// for one that only people read. Left out, only a sink with keys counts as such.
  var toleratesShadows: Bool { get }
  /// Whether it can delete what it has written, where its type can; true unless a plugin says otherwise.
  var canDelete: Bool { get }
  /// How long what it writes lives, where it ends by itself. Left out, nothing is known of it.
  var lifetime: Lifetime? { get }
  /// Whether rows are added behind what is there, so that those of several entities may go to one key. Left out, a row takes the place of
  /// the one before.
  var appends: Bool { get }
}

extension SinkConfiguration {
  /// None.
  public var address: SourceSpan? { nil }
  /// None.
  public var connection: String? { nil }
  /// Where there are keys.
  public var toleratesShadows: Bool { writtenKeys != nil }
  /// It can.
  public var canDelete: Bool { true }
  /// Nothing is known.
  public var lifetime: Lifetime? { nil }
  /// It replaces.
  public var appends: Bool { false }
}

/// How long something that is written lives when nothing writes it anew.
public struct Lifetime: Sendable {
  /// The time in seconds.
  public let seconds: Double
  /// Where it stands in the policy; nil where it does not.
  public let span: SourceSpan?

  /// A lifetime of some seconds.
  public init(seconds: Double, span: SourceSpan?) {
    self.seconds = seconds
    self.span = span
  }
}

/// What becomes of a row's old value where nothing is written for it: because a source is withheld, or a value is missing.
public enum WhenWithheld: String, Sendable, CaseIterable {
  /// It stays, and lives out its time.
  case keep
  /// Its key is deleted.
  case delete
}

/// A sink of a policy, checked.
public struct SinkDeclaration: Sendable {
  /// An output with its register.
  public struct Output: Sendable {
    /// The name under which it is written.
    public let name: String
    /// The register of its value.
    public let register: Register
    /// Its type, which decides how it is written.
    public let type: ValueType
    /// The formula as written.
    public let expression: Expression
    /// Where its name stands.
    public let span: SourceSpan
  }

  /// What it is, for messages: "the sink `budget`", or "`publish` of the check `budget`".
  public let noun: String
  /// Its name; of a check's `publish` that of the check.
  public let name: String
  /// Where the name stands.
  public let span: SourceSpan
  /// The plugin.
  public let type: String
  /// Whether it writes a row for each entity or one for the tick.
  public let cadence: Cadence
  /// Seconds that a write may take.
  public let timeout: Double
  /// The modes of the policy in which it writes; in the other it does nothing at all.
  public let modes: [Mode]
  /// What becomes of the old value where nothing is written for a row.
  public let whenWithheld: WhenWithheld
  /// What it writes, in order.
  public let outputs: [Output]
  /// The plugin's own part.
  public let configuration: any SinkConfiguration

  /// Whether it writes while the policy is in a mode.
  public func isActive(in mode: Mode) -> Bool { modes.contains(mode) }
}

extension FieldType where Value == [OutputField] {
  /// A mapping from names to expressions: what a sink writes.
  public static var outputs: FieldType { outputs(of: "`fields`") }

  /// The same under another name than `fields`, which messages call by `noun`.
  public static func outputs(of noun: String) -> FieldType {
    FieldType<[Named<OutputField>]>.named(.expression, of: noun, namesAreWords: false) { name, span, node, context in
      guard !name.isEmpty else {
        context.report(Diagnostic(.badName, "a field that is written has a name", at: span))
        return nil
      }
      // A broken expression is kept as a gap, so that the other fields are still checked.
      return context.register(name: name, span: node.span, expression: Expression.read(node, into: &context.bag))
    }.mapped { $0.map(\.value) }
  }
}
