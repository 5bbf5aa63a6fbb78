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
    abstract: "Runs a policy: reads its sources, computes and writes, tick after tick.",
    discussion: """
      Examples:
        host run policies/risk.yaml                    the service
        host run policies/risk.yaml --once --dry-run   what it would write
        host run policies/risk.yaml --log-format json  a log for machines

      SIGTERM and Ctrl-C finish the tick in hand and end with 0. A bad policy ends with 78 before anything is contacted.
      With --once it ends with 1 if a write or a check's publish failed, or if it could not find out which entities there are.
      """)

  @Argument(help: ArgumentHelp("The policy, or - for standard input.", valueName: "file"), completion: .policyFiles)
  var file: String

  @Flag(help: "Run one tick and end.")
  var once = false

  @Flag(help: "Print what would be written, and write nothing.")
  var dryRun = false

  @OptionGroup var options: PolicyOptions

  @OptionGroup var logging: LogOptions

  func run(in host: HostContext) async throws -> HostExit {
    let outcome = PolicyFile.loadAlone(file, registry: host.registry, settings: options.settings)
    let logger = logging.logger(label: "host")
    guard let policy = outcome.policy else {
      // Whoever collects JSON lines would lose or choke on anything else.
      if logging.logFormat == .json {
        var loud = logger
        // A bad policy is told however little is to be logged.
        loud.logLevel = min(logger.logLevel, .error)
        for finding in outcome.findings.sorted { loud.log(finding) }
      } else {
        StandardError.write(outcome.findings)
      }
      return .configuration
    }
    for finding in outcome.findings.sorted where finding.severity == .warning { logger.log(finding) }
    let runner = PolicyRunner(policy, registry: host.registry, version: HostVersion.current)
    var journal = TickJournal(logger: logger, policy: policy)
    if once {
      let report = await runner.tick(dryRun ? .preview : .real)
      Self.printPreview(report)
      journal.note(report)
      await runner.close()
      return report.failed > 0 || report.unpublished > 0 || !report.knowsEntities ? .failure : .success
    }
    logger.info(
      "started",
      metadata: [
        "policy": "\(policy.name)", "mode": "\(policy.mode.rawValue)", "every": "\(DurationText.text(policy.every))",
        "version": "\(HostVersion.current)", "dry_run": .stringConvertible(dryRun),
      ])
    let service = PolicyService(runner: runner, writing: dryRun ? .preview : .real, clock: SystemClock(), journal: journal)
    // The group's own words are of no use to an operator below a fault.
    var quiet = logger
    quiet.logLevel = max(logger.logLevel, .error)
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: [.init(service: service, successTerminationBehavior: .gracefullyShutdownGroup)],
        gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet))
    try await group.run()
    logger.info("stopped", metadata: ["policy": "\(policy.name)"])
    return .success
  }

  static func printPreview(_ report: TickReport) {
    for line in (report.sinks + report.publications).flatMap(\.preview) { print(line) }
  }
}
