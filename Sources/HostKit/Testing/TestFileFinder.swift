internal import Foundation

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Finds the files of tests that an argument means: a file, a folder with what is below it, or a pattern that the shell has left alone.
enum TestFileFinder {
  /// The files, sorted; empty where a folder or a pattern has none. A file that is not there is given back, for its reader to say so.
  static func files(_ argument: String) -> [String] {
    var status = stat()
    if unsafe stat(argument, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFDIR else { return [argument] }
      let folder = argument.hasSuffix("/") && argument.count > 1 ? String(argument.dropLast()) : argument
      let below = FileManager.default.enumerator(atPath: argument)?.compactMap { $0 as? String } ?? []
      return below.filter { $0.hasSuffix("_test.yaml") || $0.hasSuffix("_test.yml") }.sorted().map { "\(folder)/\($0)" }
    }
    return isPattern(argument) ? matches(argument) : [argument]
  }

  private static func isPattern(_ argument: String) -> Bool { argument.contains { "*?[".contains($0) } }

  private static func matches(_ pattern: String) -> [String] {
    var found = unsafe glob_t()
    defer { unsafe globfree(&found) }
    // glob fills the structure, and the paths are copied before it is freed.
    guard unsafe glob(pattern, 0, nil, &found) == 0 else { return [] }
    return unsafe (0..<Int(found.gl_pathc)).compactMap { unsafe found.gl_pathv[$0].map { unsafe String(cString: $0) } }
  }

  /// A path that is written in a file, from the folder in which that file lies.
  static func path(_ path: String, besides file: String) -> String {
    guard !path.hasPrefix("/") else { return path }
    let folder = file.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    let joined = folder.isEmpty ? (file.hasPrefix("/") ? "/" + path : path) : "\(folder)/\(path)"
    let short = shortened(joined)
    // `a/../b` is another place than `b` where `a` is a link.
    return isSame(joined, short) ? short : joined
  }

  private static func shortened(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/", omittingEmptySubsequences: false) {
      if part == ".", !parts.isEmpty { continue }
      if part == "..", let last = parts.last, last != "..", last != ".", !last.isEmpty {
        parts.removeLast()
      } else {
        parts.append(part)
      }
    }
    return parts.joined(separator: "/")
  }

  private static func isSame(_ one: String, _ other: String) -> Bool {
    var (first, second) = (stat(), stat())
    guard unsafe stat(one, &first) == 0, unsafe stat(other, &second) == 0 else { return false }
    return first.st_dev == second.st_dev && first.st_ino == second.st_ino
  }
}
