internal import ArgumentParser
internal import Foundation
internal import Governor

/// `host docs`: what scripts/generate-docs calls.
struct DocsCommand: HostCommand {
  static let configuration = CommandConfiguration(
    commandName: "docs", abstract: "Writes the reference of policies and plugins into a folder.", shouldDisplay: false)

  @Option(help: ArgumentHelp("The folder. Pages in it that people wrote are left alone.", valueName: "folder"))
  var write: String

  func run(in host: HostContext) async throws -> HostExit {
    try ReferenceFolder(host.registry).write(to: URL(fileURLWithPath: write, isDirectory: true))
    return .success
  }
}
