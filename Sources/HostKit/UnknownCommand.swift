internal import Diagnostics

/// The words of a command line that begins with something that is no command.
enum UnknownCommand {
  /// What to tell about a first word; nil where it is a command or an option.
  static func message(_ word: String, commands: [String]) -> String? {
    guard !word.hasPrefix("-"), !commands.contains(word) else { return nil }
    let isFile = [".yaml", ".yml"].contains { word.hasSuffix($0) }
    let shown = word.shown(limit: 60)
    let help =
      isFile
      ? "write `host validate \(shown)`, or `host run \(shown)`"
      : Suggestion.help(for: word, among: commands) ?? "the commands are \(NameList.text(commands.sorted()))"
    return "Error: `\(shown)` is not a command\nHelp:  \(help)\nUsage: host <subcommand>\n  See 'host --help' for more information.\n"
  }
}
