internal import Diagnostics

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

  /// The beginning of what it wrote, for a message: in backticks, of at most `limit` characters, made safe to show, and without the values of
  /// the environment.
  public func quoted(_ line: [UInt8], limit: Int) -> String {
    // What is shown has room for so many covered values; each of them is there whole, so that it is recognized.
    let longest = environment.values.reduce(0) { max($0, $1.utf8.count) }
    let beginning = line.prefix(limit * 4 + (limit / Self.cover.utf8.count + 1) * longest)
    return "`\(withoutSecrets(String(decoding: beginning, as: UTF8.self)).shown(limit: limit))`"
  }

  /// The text without the values of the environment, which may be secrets. Short values are words of anybody's.
  public func withoutSecrets(_ text: String) -> String {
    var text = text
    // The longest first: another may be a part of it.
    for value in environment.values.sorted(by: { $0.utf8.count > $1.utf8.count }) where value.utf8.count >= 4 && text.contains(value) {
      text = text.split(separator: value, omittingEmptySubsequences: false).joined(separator: Self.cover)
    }
    return text
  }

  private static let cover = "<redacted>"
}
