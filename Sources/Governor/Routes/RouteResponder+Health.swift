internal import Diagnostics
internal import Policy

extension RouteResponder {
  /// Whether the policy is well: its last tick is there and young enough, and each of its connections was there in it. Who is not trusted is
  /// told the status alone.
  func health(_ service: String, isTrusted: Bool) -> RouteAnswer {
    let away = Set(policy.connections.map(\.name).filter(isAway))
    let isHealthy = away.isEmpty && isTicking
    var members = [("status", isHealthy ? "healthy" : "unhealthy")]
    if isTrusted {
      members += [("service", service), ("mode", policy.mode.rawValue)]
      members += policy.connections.map(\.name).map { ($0, away.contains($0) ? "disconnected" : "connected") }
    }
    return RouteAnswer(status: isHealthy ? 200 : 503, body: JSONText.object(members.map { ($0.0, JSONText.string($0.1)) }))
  }

  /// A tick may be late, or missed once; after three times its interval it does not come.
  private var isTicking: Bool { endedAt.map { runner.clock.monotonic - $0 <= 3 * policy.every } ?? false }

  /// Whether a read or a write over a connection failed in the last tick, for its server could not be asked. Before the first tick none is there.
  private func isAway(_ connection: String) -> Bool {
    guard let report else { return true }
    let reads = zip(policy.sources, report.snapshot.sources).contains { source, snapshot in
      source.configuration.connection == connection && snapshot.fault?.kind == .unreachable
    }
    let writes = zip(policy.sinks, report.sinks).contains { sink, written in
      sink.configuration.connection == connection && written.fault?.kind == .unreachable
    }
    let publications = zip(policy.checks.filter { $0.eachTick != nil }, report.checks).contains { check, asked in
      check.publish?.configuration.connection == connection && asked.publication?.fault?.kind == .unreachable
    }
    return reads || writes || publications
  }
}
