internal import ArgumentParser
internal import Diagnostics
internal import Governor
internal import Policy

/// `host plugins`.
struct PluginsCommand: HostCommand {
  /// How the reference is written.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, markdown, json
  }

  static let configuration = CommandConfiguration(
    commandName: "plugins",
    abstract: "Tells which sources and sinks policies can name, and what each takes.",
    discussion: """
      Examples:
        host plugins                          all of them, a line each
        host plugins redis_hash               its fields, an accepted and a refused example
        host plugins redis_hash --format json the same for a program
      """)

  @Argument(
    help: ArgumentHelp("The plugins; none is all of them.", valueName: "name"),
    completion: .shellCommand("host plugins 2>/dev/null | awk '{print $2}' | sort -u"))
  var names: [String] = []

  @Option(help: "How it is written: \(Format.allCases.map(\.rawValue).joined(separator: ", ")).")
  var format = Format.text

  func run(in host: HostContext) async throws -> HostExit {
    let all = PluginPage.all(host.registry)
    let known = Set(all.map(\.plugin.name))
    for name in names where !known.contains(name) {
      StandardError.write("there is no plugin `\(name.shown())`; \(Self.help(for: name, among: known.sorted()))\n")
      return .usage
    }
    let pages = names.isEmpty ? all : all.filter { names.contains($0.plugin.name) }
    switch format {
    case .json: print(PluginPage.list(pages.map(\.json)))
    case .markdown: print(pages.map { $0.markdown(root: "") }.joined(separator: "\n"), terminator: "")
    case .text where names.isEmpty: print(Self.list(pages), terminator: "")
    case .text: print(pages.map(\.text).joined(separator: "\n\n"), terminator: "")
    }
    return .success
  }

  /// A slip of a name, a beginning of names (`redis` of `redis_hash`), or else all names.
  static func help(for name: String, among known: [String]) -> String {
    let begun = name.count < 2 ? [] : known.filter { $0.hasPrefix(name) }
    let meant = Suggestion.nearest(to: name, among: known).map { [$0] } ?? begun
    guard meant.isEmpty else { return "did you mean \(meant.map { "`\($0)`" }.joined(separator: " or "))?" }
    return "plugins: " + known.map { "`\($0)`" }.joined(separator: ", ")
  }

  private static func list(_ pages: [PluginPage]) -> String {
    TextTable.lines(pages.map { [$0.kind.rawValue, $0.plugin.name, $0.plugin.summary] }).map { $0 + "\n" }.joined()
  }
}
