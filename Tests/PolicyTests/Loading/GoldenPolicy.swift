import Foundation
import Testing

/// A refused policy with the findings that it must give.
///
/// The policy ends at the line `# expect:`; below it stand the findings, each line as a comment. `# env: NAME=value` lines at its top
/// set variables, and `# set: path=value` lines are settings of the command line. A line `# file: name` begins another file, which the policy
/// may extend; `# also: name` beside it makes that file another policy of the run. A last line `# schema: refused` says that the schema for
/// editors knows the fault too; `scripts/check-schema` holds it to that.
struct GoldenPolicy: CustomTestStringConvertible {
  static let folder = Repository.tests.appending(path: "Golden")
  private static let marker = "# expect:\n"
  private static let schemaLine = "# schema: refused\n"

  let name: String
  let policy: String
  let expectation: String
  private let schema: String

  init(name: String, text: String) {
    self.name = name
    let parts = text.components(separatedBy: "\n" + Self.marker)
    policy = parts.count > 1 ? parts[0] + "\n" : text
    let rest = parts.count > 1 ? parts[1] : ""
    schema = rest.hasSuffix(Self.schemaLine) ? Self.schemaLine : ""
    expectation = String(rest.dropLast(schema.count))
  }

  var testDescription: String { name }

  private static let fileMarker = "# file: "

  /// The text of the policy itself.
  var main: String { sections[0].text }

  /// The other files by their names.
  var files: [String: String] { Dictionary(sections.dropFirst().map { ($0.name, $0.text) }) { $1 } }

  /// The settings of the command line.
  var settings: [String] { remarks("# set: ") }

  /// The other policies of the run.
  var others: [String] { remarks("# also: ") }

  private var sections: [(name: String, text: String)] {
    var sections = [(name: name, text: "")]
    for line in policy.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      if line.hasPrefix(Self.fileMarker) {
        sections.append((String(line.dropFirst(Self.fileMarker.count)), ""))
      } else {
        sections[sections.count - 1].text += line + "\n"
      }
    }
    return sections
  }

  private func remarks(_ marker: String) -> [String] {
    policy.split(separator: "\n").prefix { $0.hasPrefix("# ") }.filter { $0.hasPrefix(marker) }.map { String($0.dropFirst(marker.count)) }
  }

  /// The variables that the policy is loaded with.
  var environment: [String: String] { Self.environment(of: policy) }

  static func environment(of policy: String) -> [String: String] {
    let assignments = policy.split(separator: "\n").prefix { $0.hasPrefix("#") }.filter { $0.hasPrefix("# env: ") }.map {
      $0.dropFirst("# env: ".count)
    }
    let pairs = assignments.compactMap { line in
      line.firstIndex(of: "=").map { (String(line[..<$0]), String(line[line.index(after: $0)...])) }
    }
    return Dictionary(pairs) { $1 }
  }

  /// Findings as they stand in the file.
  static func comment(_ shown: String) -> String {
    shown.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      .map { $0.isEmpty ? "#\n" : "# \($0)\n" }.joined()
  }

  func record(_ shown: String) throws {
    let text = policy + Self.marker + Self.comment(shown) + schema
    try text.write(to: Self.folder.appending(path: name), atomically: true, encoding: .utf8)
  }

  static var all: [GoldenPolicy] {
    get throws {
      try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }.sorted().map { name in
        GoldenPolicy(name: name, text: try String(contentsOf: folder.appending(path: name), encoding: .utf8))
      }
    }
  }
}
