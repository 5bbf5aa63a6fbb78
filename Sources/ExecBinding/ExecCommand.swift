public import ChildProcess
public import Diagnostics
public import Policy

/// What a policy says of a program of the user's own: the part of a schema that the source and the sink share.
public struct ExecCommand: Sendable {
  /// The program, and how it is started.
  public let child: ChildCommand
  /// Where its words stand.
  public let span: SourceSpan

  /// What messages call it: its first two words, as far as these are no options. Holds no value of its environment.
  public var place: String {
    let words = [child.words.first ?? ""] + child.words.dropFirst().prefix(1).filter { !$0.hasPrefix("-") }
    return "program `\(words.joined(separator: " ").shown(limit: 100))`"
  }

  /// The folder that decides which program it is, where the words alone do not.
  public var distinction: String { "in " + (child.directory ?? ".") }

  /// The fields `command`, `environment`, `directory` and `max_line`.
  public static let schema = Schema(
    .required(
      "command", words.mapped { try checked($0) }.located,
      "The program and its arguments, a list; no shell is between. A path counts from `directory`, a bare name is looked for in `PATH`."),
    .optional(
      "environment", .map(.secret, of: "`environment`", namesAreWords: false, allowsEmpty: true), default: [], shown: "none",
      "The variables that it gets beside `PATH`; nothing else of the host's environment reaches it."),
    .optional(
      "directory", .text, "The folder in which it runs, counted from that of the policy's file; left out, that folder itself."),
    .optional(
      "max_line", .integer(1024...1_073_741_824), default: 8_388_608, "The bytes that a line of its output may have."),
    .keySpan(of: "environment"),
    make: Draft.init
  ).refined { draft, context in draft.command(context) }

  /// A list; what was written as for a shell is shown taken apart.
  private static var words: FieldType<[String]> {
    let list = FieldType<[String]>.list(.text, of: "`command`")
    return FieldType(list.description) { node, context in
      guard let text = node.scalar?.text, text.contains(" ") else { return list.read(node, context) }
      let words = text.split(separator: " ").joined(separator: ", ")
      context.report(
        Diagnostic(
          .wrongKind, "`command` is a list, since no shell takes it apart", at: node.span,
          help: "write `[\(words.shown(limit: 80))]`, with quotes around a word that has blanks"))
      return nil
    }
  }

  private static func checked(_ words: [String]) throws -> [String] {
    guard !words.isEmpty else { throw FieldFault("a command has a program at least", help: "write `[python3, scores.py]`") }
    return words
  }

  private struct Draft: Sendable {
    let words: Located<[String]>
    let environment: [Named<String>]
    let directory: String?
    let maximumLine: Int
    let environmentSpan: SourceSpan?

    func command(_ context: LoadContext) -> ExecCommand? {
      let wrong = environment.first { !ExecCommand.isVariable($0.name) }
      if let wrong {
        context.report(
          Diagnostic(
            .badName, "no variable has the name `\(wrong.name.shown(limit: 60))`", at: wrong.span,
            help: "a name is letters, digits and `_`, and does not begin with a digit"))
        return nil
      }
      let variables = Dictionary(environment.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
      return ExecCommand(
        child: ChildCommand(
          words: words.value, environment: variables, directory: ExecCommand.folder(directory, of: words.span.file),
          maximumLine: maximumLine),
        span: words.span)
    }
  }

  private static func isVariable(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.first.map { !(0x30...0x39).contains($0) } ?? false
      && name.utf8.allSatisfy { (0x41...0x5A).contains($0 & 0xDF) || (0x30...0x39).contains($0) || $0 == 0x5F }
  }

  /// The folder, counted from that of the file; of what came by standard input or the command line, from where the host runs.
  private static func folder(_ directory: String?, of file: SourceFile) -> String? {
    if let directory, directory.hasPrefix("/") { return directory }
    var folder: String?
    if file.path != SourceFile.standardInput, file.path != SourceFile.commandLine, let slash = file.path.lastIndex(of: "/") {
      folder = slash == file.path.startIndex ? "/" : String(file.path[..<slash])
    }
    guard let directory else { return folder }
    return folder.map { $0 + "/" + directory } ?? directory
  }
}
