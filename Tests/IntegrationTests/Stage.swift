import Foundation
import Sandbox
import Synchronization

/// What a test of the whole host stands on: a real Redis, a real heat gate, and the environment that points the policy at both.
struct Stage: Sendable {
  let server: RedisServer
  let heat: Heat
  let metricsURL: String

  /// The page of the heat gate, for the test to change.
  final class Heat: Sendable {
    private let page = Mutex<(text: String?, reads: Int)>(("portfolio_heat_composite_normalized 0.425\n", 0))
    /// How often the page was fetched.
    var reads: Int { page.withLock { $0.reads } }
    func set(_ text: String?) { page.withLock { $0.text = text } }

    /// The page, for the one who fetches it.
    func fetch() -> String? {
      page.withLock { page in
        page.reads += 1
        return page.text
      }
    }
  }

  /// Runs a test on a stage of its own.
  static func with<Value: Sendable>(_ body: @escaping @Sendable (Stage, RedisProbe) async throws -> Value) async throws -> Value {
    try await RedisServer.with { server in
      let heat = Heat()
      return try await MetricsEndpoint(page: { heat.fetch() }).serve { url in
        let stage = Stage(server: server, heat: heat, metricsURL: url)
        return try await body(stage, try RedisProbe(server))
      }
    }
  }

  var environment: [String: String] { ["REDIS_URL": server.tcpURL + "/0", "HEAT_GATE_METRICS_URL": metricsURL] }

  /// A portfolio state of some age, and a position and market state for each symbol.
  func fill(_ probe: RedisProbe, symbols: [String], equity: String = "100000.0", age: Double = 0) async throws {
    let time = Int(Date().timeIntervalSince1970 - age)
    try await probe.command("HSET", "quantum:state:portfolio", "equity_usd", equity, "drawdown", "0.02", "timestamp", "\(time)")
    for symbol in symbols {
      try await probe.command("HSET", "quantum:position:snapshot:\(symbol)", "symbol", symbol, "position_notional_usd", "1200")
      try await probe.command("HSET", "quantum:state:market:\(symbol)", "vol_regime", "NORMAL_VOL", "sigma", "0.05")
    }
  }
}
