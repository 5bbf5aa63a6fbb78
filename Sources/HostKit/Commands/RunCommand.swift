internal import ArgumentParser
internal import Diagnostics
internal import Governor
internal import Logging
internal import Policy

/// `host run`.
struct RunCommand: HostCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Runs policies: reads their sources, computes and writes, tick after tick.",
    discussion: """
      Examples:
        host run policies/risk.yaml                    the service
        host run policies/                             every policy of a folder, shadows beside their primaries
        host run policies/risk.yaml --once --dry-run   what it would write
        host run policies/risk.yaml --log-format json  a log for machines

      SIGTERM and Ctrl-C finish the ticks in hand and end with 0; a second one ends at once. A bad policy ends with 78 before anything is contacted.
      The host answers HTTP on 127.0.0.1:8049: `curl localhost:8049/` lists what there is. Where it cannot listen it ends with 69, and
      nothing is written.
      With --state-dir last known good records outlive the host; without it nothing is kept on disk.
      SIGHUP loads the policies anew and puts them in the place of those that run, between two ticks. Bad ones change nothing.
      With --once it ends with 1 if a write or a check's publish failed, or if it could not find out which entities there are.
      """)

  @Argument(help: ArgumentHelp("The policies: files, folders, or - for standard input.", valueName: "file"), completion: .policyFiles)
  var files: [String]

  @Flag(help: "Run one tick of each policy and end.")
  var once = false

  @Flag(help: "Print what would be written, and write nothing.")
  var dryRun = false

  @Flag(help: "Load the policies anew when their files change.")
  var watch = false

  @OptionGroup(title: "HTTP") var http: HTTPOptions

  @Option(
    help: ArgumentHelp("Keep last known good in a folder, and go on with it after a restart.", valueName: "folder"), completion: .directory)
  var stateDir: String?

  @OptionGroup var options: PolicyOptions

  @OptionGroup var logging: LogOptions

  func validate() throws {
    if watch, once { throw ValidationError("--watch is for a host that goes on, and --once ends it") }
    if watch, let stream = files.first(where: FileReader.isStream) {
      throw ValidationError("--watch looks at files, and \(stream == "-" ? "standard input" : stream) is none")
    }
  }

  func run(in host: HostContext) async throws -> HostExit {
    let loader = FleetLoader(words: files, settings: options.settings, registry: host.registry)
    let outcome = loader.load()
    let log = logging.writer()
    let logger = logging.logger(label: "host", to: log)
    guard outcome.isGood else {
      refuse(outcome.findings, logger)
      return .configuration
    }
    // From here on a reader of the log that stops reading must not stop the host. One tick alone may wait for it, and loses nothing.
    if !once { log.goOn() }
    for finding in outcome.findings.sorted where finding.severity == .warning { logger.log(finding) }
    let parts: Parts
    do throws(StateFolder.Refusal) {
      parts = try Parts(outcome, of: self, host: host, log: log, logger: logger)
    } catch {
      refuse(DiagnosticBag([error.finding(stateDir ?? "")]), logger)
      return .unavailable
    }
    await parts.state?.restore(parts.engine.board.policies)
    guard once else { return try await serve(parts, loader, outcome.files) }
    await parts.engine.runOnce()
    if !dryRun { await parts.state?.save(parts.engine.board.policies) }
    return parts.observer.isWell ? .success : .failure
  }

  /// Whoever collects JSON lines would lose or choke on anything else. What is only worth a note would bury the reason.
  private func refuse(_ findings: DiagnosticBag, _ logger: Logger) {
    let findings = DiagnosticBag(findings.sorted.filter { $0.severity != .note })
    guard logging.logFormat == .json else { return StandardError.write(findings, priority: logging.format.priority(.error)) }
    var loud = logger
    // A bad policy is told however little is to be logged.
    loud.logLevel = min(logger.logLevel, .error)
    for finding in findings.sorted { loud.log(finding) }
  }
}
