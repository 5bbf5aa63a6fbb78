/// The variables that `${NAME}` can name: the process environment, or what a test or the demo puts in its place.
public struct PolicyEnvironment: Sendable {
  private let variables: [String: String]

  /// An environment of the given variables.
  public init(_ variables: [String: String]) {
    self.variables = variables
  }

  /// The variable's value; a variable set to nothing counts as not set, as in a shell's `:-`.
  public subscript(name: String) -> String? {
    variables[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The names that are set.
  public var names: some Sequence<String> { variables.keys }

  /// The same environment with some variables set anew.
  public func setting(_ changes: [String: String]) -> PolicyEnvironment {
    PolicyEnvironment(variables.merging(changes) { $1 })
  }
}
