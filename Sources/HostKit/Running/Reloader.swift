internal import Diagnostics
internal import Governor
internal import Logging
internal import Policy

/// Changes what a host runs, without a stop: the new set is loaded, checked and built whole, or nothing changes.
actor Reloader {
  /// What came of a change.
  struct Outcome: Sendable {
    /// The policies that run from their next tick on, by name, each with the hash of its text; none where nothing changed for the worse.
    let policies: [(name: String, hash: String)]
    /// All findings.
    let findings: DiagnosticBag
    /// Whether the new set runs.
    let isGood: Bool
    /// What is another policy now than before.
    var change = SetChange()
  }

  private let loader: FleetLoader
  private let engine: PolicyEngine
  private let observer: HostObserver
  private let clock: any GovernorClock
  private let logger: Logger
  private let systemd: SystemdNotifier?
  private let state: StateKeeper?
  /// Whether what policies know is put into `state`; a dry run only reads it.
  private let keepsState: Bool
  /// The last change that somebody asked for.
  private var last: Task<Outcome, Never>?
  /// The files that were read at the last change that was tried, with what they extend, each as it was before.
  private(set) var files: [String: FileMark]

  init(
    _ loader: FleetLoader, files: [String: FileMark], engine: PolicyEngine, observer: HostObserver, clock: any GovernorClock,
    logger: Logger,
    systemd: SystemdNotifier? = nil, state: StateKeeper? = nil, keepsState: Bool = true
  ) {
    self.loader = loader
    self.files = files
    self.engine = engine
    self.observer = observer
    self.clock = clock
    self.logger = logger
    self.systemd = systemd
    self.state = state
    self.keepsState = keepsState
  }

  /// Loads the set anew; `reason` says who wants it, for the log. One change follows another: what was read earlier must not take the place of
  /// what was read later.
  func reload(_ reason: String) async -> Outcome {
    let change = Task { [last] in
      _ = await last?.value
      return await self.change(reason)
    }
    last = change
    return await change.value
  }

  private func change(_ reason: String) async -> Outcome {
    systemd?.reloading()
    let outcome = await load(reason)
    systemd?.reloaded(outcome.isGood)
    return outcome
  }

  private func load(_ reason: String) async -> Outcome {
    if let stream = loader.words.first(where: FileReader.isStream) {
      let name = stream == "-" ? "standard input" : "`\(stream.shown(limit: 200))`"
      let finding = Diagnostic(
        .fileUnreadable, "\(name) can be read once, so that what came from it cannot be loaded anew", at: nil,
        help: "run the host on a file")
      return await refused(DiagnosticBag([finding]), reason)
    }
    let outcome = loader.load()
    // Also the files of a bad set are watched: that is where the fault will be mended.
    files = outcome.files
    guard outcome.isGood else { return await refused(outcome.findings, reason) }
    let fleet = PolicyFleet(outcome.members, registry: loader.registry, clock: clock, version: HostVersion.current, log: logger.plugins)
    let before = engine.board.policies.map { (name: $0.policy.name, mark: $0.mark) }
    let running = Set(before.map(\.name))
    // Those that run go on with what they know themselves.
    await state?.restore(fleet.policies.filter { !running.contains($0.policy.name) })
    // Those that leave have no other memory than the disk, for the day when they come back.
    let staying = Set(fleet.policies.map(\.policy.name))
    if keepsState { await state?.saveLast(engine.board.policies.filter { !staying.contains($0.policy.name) }) }
    await engine.replace(with: fleet)
    await state?.keep(staying)
    systemd?.watch(fleet.policies)
    engine.board.noteReload(succeeded: true, at: clock.now)
    observer.keep(staying)
    for finding in outcome.findings.sorted where finding.severity == .warning { logger.log(finding) }
    let policies = outcome.members.map { (name: $0.policy.name, hash: $0.hash) }
    let change = SetChange(from: before, to: outcome.members.map { (name: $0.policy.name, mark: $0.mark) })
    var members: Logger.Metadata = [
      "reason": "\(reason)",
      "policies": .dictionary(Dictionary(policies.map { ($0.name, "\($0.hash)") }, uniquingKeysWith: { first, _ in first })),
    ]
    for (word, names) in change.parts where !names.isEmpty { members[word] = "\(names.joined(separator: ","))" }
    // A policy that is gone stops writing, and no series of its own is left to tell.
    logger.log(level: change.removed.isEmpty ? .notice : .warning, "reloaded", metadata: members)
    let names = Set(change.removed + change.added + change.changed)
    for shadow in LoneShadow.all(of: fleet.policies) where names.contains(shadow.name) || names.contains(shadow.primary) {
      shadow.warn(logger)
    }
    return Outcome(policies: policies, findings: outcome.findings, isGood: true, change: change)
  }

  private func refused(_ findings: DiagnosticBag, _ reason: String) async -> Outcome {
    let lines = findings.sorted.filter { $0.severity == .error }.map { finding in
      (finding.span.map { "\($0): " } ?? "") + "\(finding.code.rawValue): \(finding.message)"
    }
    engine.board.noteReload(succeeded: false, at: clock.now, findings: lines)
    // What is only worth a note would bury the reason.
    let grave = findings.sorted.filter { $0.severity != .note }
    for finding in grave { logger.log(finding) }
    logger.error(
      "not reloaded: the new policies are bad, and those that ran go on",
      metadata: ["reason": "\(reason)", "errors": .stringConvertible(lines.count)])
    return Outcome(policies: [], findings: DiagnosticBag(grave), isGood: false)
  }
}
