/// Something that a page shows as wrong or as right.
public struct CodeExample: Sendable {
  /// What the text is.
  public enum Kind: Sendable {
    /// A policy that can be loaded as it stands: tests do so, and see that the wrong one breaks the rule and the right one does not.
    case policy
    /// Lines of a policy.
    case part
    /// A command line.
    case command
  }

  /// What the text is.
  public let kind: Kind
  /// The text, without a line end behind its last line.
  public let text: String
  /// The variables that are set.
  public let environment: [String: String]

  /// A whole policy, which tests load with the given variables.
  public static func policy(_ text: String, environment: [String: String] = [:]) -> CodeExample {
    CodeExample(kind: .policy, text: text, environment: environment)
  }

  /// Lines of a policy, where a whole one would be long, or could not be loaded in a test.
  public static func part(_ text: String) -> CodeExample { CodeExample(kind: .part, text: text, environment: [:]) }

  /// A command line.
  public static func command(_ text: String) -> CodeExample { CodeExample(kind: .command, text: text, environment: [:]) }

  /// The lines as a page shows them, the variables first.
  var lines: [String] {
    environment.sorted { $0.key < $1.key }.map { "# \($0.key)=\($0.value)" }
      + text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}
