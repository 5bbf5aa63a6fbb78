public import Diagnostics

/// How a loader comes by the files that a policy extends. The loader itself opens nothing.
public struct PolicyFiles: Sendable {
  /// Why a file cannot be had.
  public struct Refusal: Error, Sendable {
    /// The reason, in lower case: "no such file or directory".
    public let reason: String
    /// What is wrong at a place of the file, if a place of it is at fault.
    public let finding: Diagnostic?

    /// A reason, and what is wrong in the file.
    public init(_ reason: String, finding: Diagnostic? = nil) {
      self.reason = reason
      self.finding = finding
    }
  }

  /// The file of a path, which is meant as the host's own paths are.
  public let read: @Sendable (String) throws(Refusal) -> SourceFile

  /// Files by a reading, which must hold back from files larger than a policy may be.
  public init(read: @escaping @Sendable (String) throws(Refusal) -> SourceFile) {
    self.read = read
  }

  /// No files: a policy stands alone.
  public static var none: PolicyFiles {
    PolicyFiles { _ throws(Refusal) in throw Refusal("there are no files here") }
  }

  /// Files that exist in memory alone, for tests.
  public init(_ texts: [String: String]) {
    self.init { path throws(Refusal) in
      guard let text = texts[path] else { throw Refusal("no such file or directory") }
      return SourceFile(path: path, text: text)
    }
  }

  /// The path of a file that another names, relative to the one that names it.
  static func path(_ path: String, namedIn file: SourceFile) -> String {
    // Standard input is nobody's base.
    if path == "-" { return Self.path("./-", namedIn: file) }
    guard !path.hasPrefix("/"), let slash = file.path.lastIndex(of: "/") else { return path }
    return file.path[...slash] + path
  }

  /// The path without `.`, `..` and doubled slashes, to know a file by that is named in two ways. Links are not followed.
  static func identity(of path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
    }
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }
}
