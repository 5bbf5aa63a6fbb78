/// A program of the user's own, and how it is started. No shell is between.
public struct ChildCommand: Sendable, Hashable {
  /// The program and its arguments; at least the program. One with a `/` is a path that counts from `directory`, any other is looked for in `PATH`.
  public let words: [String]
  /// The variables that it gets beside `PATH`; nothing else of the host's environment reaches it.
  public let environment: [String: String]
  /// The folder in which it runs; nil is that of the host.
  public let directory: String?
  /// The bytes that one line of its output may have.
  public let maximumLine: Int

  /// A command.
  public init(words: [String], environment: [String: String] = [:], directory: String? = nil, maximumLine: Int = 8 << 20) {
    self.words = words
    self.environment = environment
    self.directory = directory
    self.maximumLine = maximumLine
  }

  /// The text without the values of the environment, which may be secrets. Short values are words of anybody's.
  func withoutSecrets(_ text: String) -> String {
    var text = text
    for value in environment.values where value.utf8.count >= 4 && text.contains(value) {
      text = text.split(separator: value, omittingEmptySubsequences: false).joined(separator: "<redacted>")
    }
    return text
  }
}
