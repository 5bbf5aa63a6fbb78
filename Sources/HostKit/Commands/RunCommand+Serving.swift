internal import API
internal import Foundation
internal import Governor
internal import Logging
internal import Policy
internal import ServiceLifecycle
internal import UnixSignals

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

extension RunCommand {
  /// What a host is made of, whether it ticks once or goes on.
  struct Parts {
    let clock = SystemClock()
    let log: LineWriter
    /// What a dry run would write.
    let preview = LineWriter(STDOUT_FILENO) { "(\($0) lines are missing here: nobody read them in time, or they could not be written)\n" }
    let logger: Logger
    let systemd: SystemdNotifier?
    let state: StateKeeper?
    let observer: HostObserver
    let engine: PolicyEngine

    /// Builds the policies and what looks on. Contacts nothing; throws where the folder for state cannot be used.
    init(_ outcome: FleetLoader.Outcome, of command: RunCommand, host: HostContext, log: LineWriter, logger: Logger) throws(StateFolder
      .Refusal)
    {
      self.log = log
      self.logger = logger
      systemd = command.once ? nil : SystemdNotifier(ProcessInfo.processInfo.environment, clock: clock, logger: logger)
      if let path = command.stateDir {
        // A dry run reads what a host keeps, and is no hindrance to it.
        state = StateKeeper(try StateFolder(path, isLocked: !command.dryRun), clock: clock, logger: logger)
      } else {
        state = nil
      }
      let fleet = PolicyFleet(
        outcome.members, registry: host.registry, clock: clock, version: HostVersion.current, log: logger.plugins)
      observer = HostObserver(logger: logger, preview: preview, systemd: systemd)
      engine = PolicyEngine(fleet, clock: clock, writing: command.dryRun ? .preview : .real, observer: observer)
    }
  }

  /// Seconds at the end in which what waits to be written may find its reader.
  private static let lastLines = 2.0

  /// Ticks, answers and looks out for changes until the host is told to end.
  func serve(_ parts: Parts, _ loader: FleetLoader, _ files: [String: FileMark]) async throws -> HostExit {
    let (engine, logger) = (parts.engine, parts.logger)
    // Nor must a reader of standard output.
    parts.preview.goOn()
    defer { LineWriter.flush([parts.log, parts.preview], within: Self.lastLines) }
    let setup: HTTPSetup?
    do throws(HTTPSetup.Refusal) {
      setup = try HTTPSetup(http, logger: logger)
    } catch {
      logger.error("\(error.message)")
      return .configuration
    }
    let reloader = Reloader(
      loader, files: files, engine: engine, observer: parts.observer, clock: parts.clock, logger: logger, systemd: parts.systemd,
      state: parts.state, keepsState: !dryRun)
    let server = setup.map {
      HTTPService.server($0, board: engine.board, reloader: reloader, state: parts.state, log: parts.log, logger: logger, isDryRun: dryRun)
    }
    let end = TickEnd(engine, logger: logger, systemd: parts.systemd)
    // The group's own words are of no use to an operator below a fault.
    var quiet = logger
    quiet.logLevel = max(logger.logLevel, .error)
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: services(parts, reloader, server, end), gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet))
    let impatience = Task { [parts] in
      await SecondSignal.watch(clock: parts.clock, logger: logger, log: parts.log) {
        await end.ask()
        // The group listens for signals only once it runs, and one may come before.
        await group.triggerGracefulShutdown()
      }
    }
    defer { impatience.cancel() }
    do {
      try await group.run()
    } catch let error as CannotListen {
      logger.error("\(error)", metadata: ["help": "--listen takes another address, or none"])
      return .unavailable
    }
    if !dryRun { await parts.state?.save(engine.board.policies) }
    logger.info("stopped", metadata: ["policies": .array(engine.board.policies.map { "\($0.policy.name)" })])
    return .success
  }

  /// What runs side by side. The last is the first to be told to stop: requests under way end, and then the rest. Ticks end at once.
  private func services(
    _ parts: Parts, _ reloader: Reloader, _ server: APIServer?, _ end: TickEnd
  ) -> [ServiceGroupConfiguration.ServiceConfiguration] {
    let (engine, clock) = (parts.engine, parts.clock)
    let dryRun = dryRun
    let isUp: @Sendable () async -> Bool = {
      guard let server else { return true }
      return await server.listens() != nil
    }
    let ticks = EngineService(engine: engine, end: end, start: isUp) {
      Self.announce(parts, dryRun: dryRun)
    } ended: {
      if !dryRun { await parts.state?.save(engine.board.policies) }
    }
    var others: [any Service] = [HangupService(reloader: reloader, isUp: isUp)]
    if watch { others.append(WatchService(reloader: reloader, words: files, clock: clock)) }
    if let state = parts.state, !dryRun { others.append(StateService(keeper: state, board: engine.board, clock: clock)) }
    if let systemd = parts.systemd {
      systemd.watch(engine.board.policies)
      others.append(SystemdService(notifier: systemd, board: engine.board, clock: clock))
    }
    if let server { others.append(server) }
    return [.init(service: ticks, successTerminationBehavior: .gracefullyShutdownGroup)]
      + others.map { .init(service: $0, successTerminationBehavior: .ignore) }
  }

  private static func announce(_ parts: Parts, dryRun: Bool) {
    let policies = parts.engine.board.policies
    for live in policies { parts.logger.info("started", metadata: started(live, dryRun: dryRun)) }
    for shadow in LoneShadow.all(of: policies) { shadow.warn(parts.logger) }
  }

  private static func started(_ live: LivePolicy, dryRun: Bool) -> Logger.Metadata {
    let policy = live.policy
    var members: Logger.Metadata = [
      "policy": "\(policy.name)", "mode": "\(policy.mode.rawValue)", "every": "\(DurationText.text(policy.every))",
      "hash": "\(live.hash)", "version": "\(HostVersion.current)", "dry_run": .stringConvertible(dryRun),
    ]
    if let primary = policy.shadowOf { members["shadow_of"] = "\(primary)" }
    // A host on the wrong server finds nothing wrong.
    let connections = Dictionary(policy.connections.map { ($0.name, $0.address) }, uniquingKeysWith: { first, _ in first })
    if !connections.isEmpty { members["connection"] = .dictionary(connections.mapValues { "\($0)" }) }
    return members
  }
}
