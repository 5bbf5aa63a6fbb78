internal import API
internal import ArgumentParser
internal import Diagnostics
internal import Foundation
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
    let environment = ProcessInfo.processInfo.environment
    let systemd = once ? nil : SystemdNotifier(environment, clock: clock, logger: logger)
    let state: StateKeeper?
    do throws(StateFolder.Refusal) {
      // A dry run reads what a host keeps, and is no hindrance to it.
      state = try stateDir.map { path throws(StateFolder.Refusal) in
        StateKeeper(try StateFolder(path, isLocked: !dryRun), clock: clock, logger: logger)
      }
    } catch {
      refuse(DiagnosticBag([error.finding(stateDir ?? "")]), logger)
      return .unavailable
    }
    let fleet = PolicyFleet(outcome.members, registry: host.registry, clock: clock, version: HostVersion.current, log: logger.plugins)
    let observer = HostObserver(logger: logger, systemd: systemd)
    let engine = PolicyEngine(fleet, clock: clock, writing: dryRun ? .preview : .real, observer: observer)
    await state?.restore(fleet.policies)
    if once {
      await engine.runOnce()
      if !dryRun { await state?.save(engine.board.policies) }
      return observer.isWell ? .success : .failure
    }
    let setup: HTTPSetup?
    do throws(HTTPSetup.Refusal) {
      setup = try HTTPSetup(http, logger: logger)
    } catch {
      logger.error("\(error.message)")
      return .configuration
    }
    for live in fleet.policies { logger.info("started", metadata: started(live)) }
    let reloader = Reloader(
      loader, files: outcome.files, engine: engine, observer: observer, clock: clock, logger: logger, systemd: systemd, state: state)
    let server = setup.map { HTTPService.server($0, board: engine.board, reloader: reloader, logger: logger) }
    let engineService = EngineService(engine: engine) {
      guard let server else { return true }
      return await server.listens() != nil
    }
    var services: [ServiceGroupConfiguration.ServiceConfiguration] = [
      .init(service: engineService, successTerminationBehavior: .gracefullyShutdownGroup),
      .init(service: HangupService(reloader: reloader), successTerminationBehavior: .ignore),
    ]
    if watch {
      let service = WatchService(reloader: reloader, words: files, clock: clock)
      services.append(.init(service: service, successTerminationBehavior: .ignore))
    }
    if let state, !dryRun {
      let service = StateService(keeper: state, board: engine.board, clock: clock)
      services.append(.init(service: service, successTerminationBehavior: .ignore))
    }
    if let systemd {
      systemd.watch(fleet.policies)
      let service = SystemdService(notifier: systemd, board: engine.board, clock: clock)
      services.append(.init(service: service, successTerminationBehavior: .ignore))
    }
    // The last is the first to be told to stop: requests under way end, and then the ticks.
    if let server { services.append(.init(service: server, successTerminationBehavior: .ignore)) }
    // The group's own words are of no use to an operator below a fault.
    var quiet = logger
    quiet.logLevel = max(logger.logLevel, .error)
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet))
    do {
      try await group.run()
    } catch let error as CannotListen {
      logger.error("\(error)", metadata: ["help": "--listen takes another address, or none"])
      return .unavailable
    }
    if !dryRun { await state?.save(engine.board.policies) }
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
