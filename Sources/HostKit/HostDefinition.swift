internal import ArgumentParser
internal import Dispatch
public import Governor

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// A host: its plugins, and nothing else. Put `@main` on a type that says which, and it is a program:
///
///     @main
///     enum MyHost: HostDefinition {
///       static let sources = BuiltinSources.all + [MySource.self]
///       static let sinks = BuiltinSinks.all
///     }
public protocol HostDefinition: SendableMetatype {
  /// The types of source that policies may name.
  static var sources: [any SourcePlugin.Type] { get }
  /// The types of sink that policies may name.
  static var sinks: [any SinkPlugin.Type] { get }
  /// Commands beside those of every host.
  static var commands: [any HostCommand.Type] { get }
}

extension HostDefinition {
  /// None.
  public static var commands: [any HostCommand.Type] { [] }

  /// Reads the command line, runs the command and ends the process with its exit code.
  public static func main() {
    // All this before the first thread: what runs tasks opens files of its own.
    StandardStreams.hold()
    let words = CommandLine.arguments.dropFirst()
    if words.first == "run", !words.contains("--once") { EarlyHangup.remember() }
    // A reader that went away shows as a failed write, not as the end of the process.
    _ = signal(SIGPIPE, SIG_IGN)
    Task { await run() }
    dispatchMain()
  }

  /// Runs the command that stands in the command line.
  private static func run() async {
    let commands = RootCommand<Self>.configuration.subcommands.map { $0.configuration }
    let names = commands.compactMap { $0.commandName } + ["help"]
    if let word = CommandLine.arguments.dropFirst().first, !names.contains(word),
      let message = UnknownCommand.message(word, commands: commands.filter { $0.shouldDisplay }.compactMap { $0.commandName } + ["help"])
    {
      StandardError.write(message)
      exit(HostExit.usage.rawValue)
    }
    do {
      var command = try RootCommand<Self>.parseAsRoot()
      guard let hostCommand = command as? any HostCommand else {
        try command.run()
        return
      }
      let context = HostContext(registry: try Registry(sources: sources, sinks: sinks))
      let code = try await hostCommand.run(in: context)
      Terminal.flush()
      exit(code.rawValue)
    } catch {
      RootCommand<Self>.exit(withError: error)
    }
  }
}
