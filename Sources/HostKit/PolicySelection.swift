internal import Diagnostics
internal import Foundation

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// The policies that the words of a command line stand for: files, `-`, folders, and patterns that the shell has left as they are.
enum PolicySelection {
  /// What one word comes to.
  enum Item {
    /// A file, or `-`, which may or may not be there.
    case file(String)
    /// A folder or a pattern without a policy, with the finding that says so.
    case nothing(path: String, Diagnostic)
  }

  /// The files in the order of the words, those of a folder or a pattern sorted by name; each only once, however often it is named.
  static func items(_ words: [String]) -> [Item] {
    var seen: Set<String> = []
    return words.flatMap(expanded).filter { item in
      switch item {
      case .file("-"): seen.insert("-").inserted
      case .file(let path): seen.insert(URL(fileURLWithPath: path).resolvingSymlinksInPath().path).inserted
      case .nothing: true
      }
    }
  }

  private static func expanded(_ word: String) -> [Item] {
    if word == "-" { return [.file(word)] }
    var status = stat()
    if unsafe stat(word, &status) == 0 { return status.st_mode & S_IFMT == S_IFDIR ? folder(word) : [.file(word)] }
    guard word.contains(where: { "*?[".contains($0) }) else { return [.file(word)] }
    let matches = paths(matching: word)
    guard matches.isEmpty else { return matches.flatMap(expanded) }
    return [
      .nothing(path: word, Diagnostic(.nothingToCheck, "no file matches `\(word.shown(limit: 200))`", at: nil, help: "check the pattern"))
    ]
  }

  /// The policies of a folder itself: tests of policies and hidden files are none.
  private static func folder(_ path: String) -> [Item] {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: path)
    } catch {
      return [.nothing(path: path, Diagnostic(.fileUnreadable, "cannot read the folder `\(path.shown(limit: 200))`", at: nil))]
    }
    let policies = names.filter(isPolicy).sorted()
    guard policies.isEmpty else { return policies.map { .file(path.hasSuffix("/") ? path + $0 : "\(path)/\($0)") } }
    let finding = Diagnostic(
      .nothingToCheck, "the folder `\(path.shown(limit: 200))` holds no policy", at: nil, help: "name the folder that holds the files",
      notes: ["a folder stands for its own `*.yaml` and `*.yml`, without `*_test.yaml`"])
    return [.nothing(path: path, finding)]
  }

  static func isPolicy(_ name: String) -> Bool {
    let endings = [".yaml", ".yml"]
    return !name.hasPrefix(".") && endings.contains { name.hasSuffix($0) } && !endings.contains { name.hasSuffix("_test\($0)") }
  }

  /// What a shell would put in the place of a pattern.
  private static func paths(matching pattern: String) -> [String] {
    var matches = unsafe glob_t()
    defer { unsafe globfree(&matches) }
    guard unsafe glob(pattern, 0, nil, &matches) == 0 else { return [] }
    return (0..<Int(unsafe matches.gl_pathc)).compactMap { index in unsafe matches.gl_pathv[index].map { unsafe String(cString: $0) } }
  }
}
