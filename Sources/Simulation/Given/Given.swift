public import Diagnostics
public import Policy

/// What sources hold from one time on: the `given:` of a test's step, or a file for `explain`.
///
/// It is read against a policy by a `GivenReader`, and takes effect in a `GivenWorld`.
public struct Given: Sendable {
  /// The value of a field.
  enum Value: Sendable {
    /// As a server would send it; it goes through the same checks.
    case text(String)
    /// So many seconds after the time at which it is given.
    case time(offset: Double)
  }

  /// A field of a record, by its index.
  struct Cell: Sendable {
    let field: Int
    let value: Value
  }

  /// The record of one entity.
  enum Row: Sendable {
    case record([Cell])
    case condition(GivenCondition)
  }

  /// What a source is given.
  enum Answer: Sendable {
    case record([Cell])
    case rows([(name: String, row: Row)])
    case condition(GivenCondition)
  }

  /// A name of an entity for which a source is given something.
  struct Place: Sendable {
    let source: String
    let entity: String
    let span: SourceSpan
    /// Whether all that is said is that there is no record.
    let isAbsence: Bool
  }

  var sources: [(name: String, answer: Answer)] = []
  /// The entities of sources that find none, in order.
  var places: [Place] = []
  /// By the names of sinks, whether their writes fail.
  var failing: [String: Bool] = [:]

  /// Nothing changes.
  public init() {}

  /// Reads a file that holds nothing but sources and what they are given; nil where there was an error.
  public static func load(_ file: SourceFile, for policy: CheckedPolicy) -> (given: Given?, findings: DiagnosticBag) {
    var bag = DiagnosticBag()
    guard let tree = YAMLDocument.parse(file, into: &bag) else { return (nil, bag) }
    var reader = GivenReader(policy)
    let given = reader.read(tree, into: &bag)
    return (bag.hasErrors ? nil : given, bag)
  }
}
