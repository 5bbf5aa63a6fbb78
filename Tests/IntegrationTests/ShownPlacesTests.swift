import Foundation
import Testing

/// The places of p28.yaml that pages show, against what the commands say now.
@Suite struct ShownPlacesTests {
  private func lines(_ path: String) throws -> [String] {
    try String(contentsOf: HostProcess.root.appendingPathComponent(path), encoding: .utf8).components(separatedBy: "\n")
  }

  /// Without the blanks, as columns are wider in a whole file.
  private func words(_ line: String) -> [Substring] { line.split(separator: " ") }

  @Test func theOriginsInTheReadme() async throws {
    let shown = try lines("README.md").filter { $0.contains("# policies/p28.yaml:") }
    #expect(shown.count >= 4)
    let result = try await HostProcess.run(["config", "policies/p28-cautious.yaml", "--set", "params.base_risk_pct=0.03"])
    let printed = result.output.split(separator: "\n").map { words(String($0)) }
    for line in shown { #expect(printed.contains(words(line)), "\(line)") }
  }

  @Test func theFindingInTheReadme() async throws {
    let policy = try lines("policies/p28.yaml")
    let shown = try #require(try lines("README.md").first { $0.hasPrefix("  --> policies/p28.yaml:") })
    let place = shown.split(separator: ":").compactMap { Int($0) }
    try #require(place.count == 2 && place[0] <= policy.count)
    #expect(policy[place[0] - 1].dropFirst(place[1] - 1).hasPrefix("redis_scan"))
  }

  @Test func theDerivationInTheGuide() async throws {
    let shown = try lines("docs/guide/explain.md").filter { $0.contains("(policies/p28.yaml:") }
    #expect(shown.count >= 3)
    let given = FileManager.default.temporaryDirectory.appendingPathComponent("governor-shown-\(UUID().uuidString).yaml")
    defer { try? FileManager.default.removeItem(at: given) }
    let text = "portfolio_state: {equity_usd: 100000, timestamp: now}\npositions: [BTCUSDT]\nheat: {composite: 0.4}\n"
    try text.write(to: given, atomically: true, encoding: .utf8)
    let result = try await HostProcess.run(["explain", "policies/p28.yaml", "BTCUSDT", "--given", given.path])
    let printed = result.output.components(separatedBy: "\n")
    for line in shown {
      let (name, place) = (words(line)[0], try #require(words(line).last))
      #expect(printed.contains { words($0).first == name && words($0).last == place }, "\(line)")
    }
  }
}
