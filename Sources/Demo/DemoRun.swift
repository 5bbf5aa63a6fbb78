import Diagnostics
import Governor
import HostKit
import Policy
import Redis
import Sandbox
import ServiceLifecycle
import UnixSignals

/// One run of a demo, once its redis-server is there.
struct DemoRun: Sendable {
  let file: String
  let settings: [PolicySetting]
  let ticks: Int?
  let scenario: Scenario
  let host: HostContext

  func run(_ server: RedisServer) async throws -> HostExit {
    let clock = SystemClock()
    let producers = Producers(scenario, redis: try RedisAddress(server.unixURL), clock: clock)
    return try await MetricsEndpoint(page: { producers.page() }).serve { address in
      let environment = environment(redis: server.unixURL, metrics: address)
      let outcome = PolicyFile.load(file, registry: host.registry, environment: environment, settings: settings)
      guard let policy = outcome.policy else {
        print(DiagnosticRenderer(colour: Terminal.wantsColour).render(outcome.findings), terminator: "")
        return .configuration
      }
      try await producers.step(by: 0.5)
      return await play(policy, producers, clock)
    }
  }

  /// Ticks until enough, or until a signal; the producers run beside.
  private func play(_ policy: CheckedPolicy, _ producers: Producers, _ clock: SystemClock) async -> HostExit {
    let runner = PolicyRunner(policy, registry: host.registry, clock: clock, version: HostVersion.current)
    let screen = Screen()
    screen.begin()
    defer { screen.end() }
    return await withTaskGroup(of: HostExit?.self) { tasks in
      tasks.addTask {
        await producers.run()
        return nil
      }
      tasks.addTask {
        for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) { return .success }
        return nil
      }
      tasks.addTask { await tick(policy, runner, screen, clock) }
      var code: HostExit?
      while code == nil, let next = await tasks.next() { code = next }
      tasks.cancelAll()
      await tasks.waitForAll()
      await runner.close()
      return code ?? .success
    }
  }

  private func tick(_ policy: CheckedPolicy, _ runner: PolicyRunner, _ screen: Screen, _ clock: SystemClock) async -> HostExit? {
    let view = TickView(policy: policy, show: scenario.show)
    var conditions = ConditionLog()
    var events: [String] = []
    var schedule = TickSchedule(every: policy.every, start: clock.monotonic)
    var failed = 0
    var count = 0
    while !Task.isCancelled {
      let report = await runner.tick()
      failed += report.failed
      count += 1
      events += conditions.update(Conditions.of(report), at: report.snapshot.now).map { "tick \(report.number): \($0)" }
      events = events.suffix(5)
      screen.show(view.lines(report, limit: screen.rows) + (events.isEmpty ? [] : [""] + events))
      if let ticks, count >= ticks { return failed > 0 ? .failure : .success }
      _ = schedule.advance(at: clock.monotonic)
      try? await clock.sleep(for: schedule.due - clock.monotonic)
    }
    return nil
  }

  /// The process environment, with what the world says of it: its own servers in any case, the rest where nothing is set.
  private func environment(redis: String, metrics: String) -> PolicyEnvironment {
    let process = PolicyEnvironment.process
    var changes: [String: String] = [:]
    for variable in scenario.environment {
      switch variable.value {
      case "{redis}": changes[variable.name] = redis
      case "{metrics}": changes[variable.name] = metrics
      default: if process[variable.name] == nil { changes[variable.name] = variable.value }
      }
    }
    return process.setting(changes)
  }
}
