internal import ArgumentParser
internal import Diagnostics
internal import Governor
internal import Logging
internal import Policy
internal import ServiceLifecycle
internal import UnixSignals

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

      SIGTERM and Ctrl-C finish the ticks in hand and end with 0. A bad policy ends with 78 before anything is contacted.
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

  @OptionGroup var options: PolicyOptions

  @OptionGroup var logging: LogOptions

  func validate() throws {
    if watch, once { throw ValidationError("--watch is for a host that goes on, and --once ends it") }
    if watch, files.contains("-") { throw ValidationError("--watch looks at files, and standard input is none") }
  }

  func run(in host: HostContext) async throws -> HostExit {
    let loader = FleetLoader(words: files, settings: options.settings, registry: host.registry)
    let outcome = loader.load()
    let logger = logging.logger(label: "host")
    guard outcome.isGood else {
      refuse(outcome.findings, logger)
      return .configuration
    }
    for finding in outcome.findings.sorted where finding.severity == .warning { logger.log(finding) }
    let clock = SystemClock()
    let fleet = PolicyFleet(outcome.members, registry: host.registry, clock: clock, version: HostVersion.current)
    let observer = HostObserver(logger: logger)
    let engine = PolicyEngine(fleet, clock: clock, writing: dryRun ? .preview : .real, observer: observer)
    if once {
      await engine.runOnce()
      return observer.isWell ? .success : .failure
    }
    for live in fleet.policies { logger.info("started", metadata: started(live)) }
    let reloader = Reloader(loader, files: outcome.files, engine: engine, observer: observer, clock: clock, logger: logger)
    var services: [ServiceGroupConfiguration.ServiceConfiguration] = [
      .init(service: EngineService(engine: engine), successTerminationBehavior: .gracefullyShutdownGroup),
      .init(service: HangupService(reloader: reloader), successTerminationBehavior: .ignore),
    ]
    if watch {
      let service = WatchService(reloader: reloader, words: files, clock: clock)
      services.append(.init(service: service, successTerminationBehavior: .ignore))
    }
    // The group's own words are of no use to an operator below a fault.
    var quiet = logger
    quiet.logLevel = max(logger.logLevel, .error)
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet))
    try await group.run()
    logger.info("stopped", metadata: ["policies": .array(engine.board.policies.map { "\($0.policy.name)" })])
    return .success
  }

  /// Whoever collects JSON lines would lose or choke on anything else.
  private func refuse(_ findings: DiagnosticBag, _ logger: Logger) {
    guard logging.logFormat == .json else { return StandardError.write(findings) }
    var loud = logger
    // A bad policy is told however little is to be logged.
    loud.logLevel = min(logger.logLevel, .error)
    for finding in findings.sorted { loud.log(finding) }
  }

  private func started(_ live: LivePolicy) -> Logger.Metadata {
    let policy = live.policy
    var members: Logger.Metadata = [
      "policy": "\(policy.name)", "mode": "\(policy.mode.rawValue)", "every": "\(DurationText.text(policy.every))",
      "hash": "\(live.hash)", "version": "\(HostVersion.current)", "dry_run": .stringConvertible(dryRun),
    ]
    if let primary = policy.shadowOf { members["shadow_of"] = "\(primary)" }
    return members
  }

  static func printPreview(_ report: TickReport) {
    for line in (report.sinks + report.publications).flatMap(\.preview) { print(line) }
  }
}
