public import ArgumentParser
import Diagnostics
import Governor
public import HostKit
import Policy
import Redis
import Sandbox

/// `host demo`.
public struct DemoCommand: HostCommand {
  /// Help.
  public static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Runs a policy in a small world of its own: a private redis-server, simulated producers, outages.",
    discussion: """
      The world stands in a file beside the policy: for policies/risk.yaml it is policies/demo/risk.yaml; docs/guide/demo.md tells what \
      it holds. Nothing outside is touched, and \
      nothing stays behind. On a terminal it shows a live table; Ctrl-C ends it.
      """)

  @Argument(help: ArgumentHelp("The policy.", valueName: "file"), completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @Option(help: "End after so many ticks.")
  var ticks: Int?

  @OptionGroup var options: PolicyOptions

  /// The command.
  public init() {}

  /// Refuses what makes no sense.
  public func validate() throws {
    if let ticks, ticks < 1 { throw ValidationError("--ticks is at least 1") }
  }

  /// Runs the demo.
  public func run(in host: HostContext) async throws -> HostExit {
    let path = Self.scenarioPath(file)
    var bag = DiagnosticBag()
    // Read for its fault alone: without the policy its world is nobody's concern.
    guard PolicyFile.read(file, into: &bag) != nil else {
      print(DiagnosticRenderer().render(bag), terminator: "")
      return .configuration
    }
    let document = PolicyFile.read(path, into: &bag).map {
      Document.read($0, as: Scenario.schema, named: "the world of a demo", kind: .world)
    }
    guard let scenario = document?.value else {
      bag.amend { finding in
        var amended = finding
        amended.help = "a demo needs a world beside the policy, in this file; docs/guide/demo.md tells what stands in it"
        return amended
      }
      print(DiagnosticRenderer().render(document?.findings ?? bag), terminator: "")
      return .configuration
    }
    do {
      return try await RedisServer.with { server in
        try await DemoRun(file: file, settings: options.settings, ticks: ticks, scenario: scenario, host: host).run(server)
      }
    } catch let failure as RedisServer.Failure {
      print("the demo needs redis-server: \(failure.description); on Debian and Ubuntu: apt-get install redis-server")
      return .unavailable
    }
  }

  /// `folder/name.yaml` has its world in `folder/demo/name.yaml`.
  static func scenarioPath(_ file: String) -> String {
    guard let slash = file.lastIndex(of: "/") else { return "demo/" + file }
    return file[...slash] + "demo/" + file[file.index(after: slash)...]
  }
}
