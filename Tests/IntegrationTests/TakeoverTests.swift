import Foundation
import Sandbox
import Testing

/// A policy that takes over the keys of one whose last tick is still under way.
@Suite struct TakeoverTests {
  /// Answers as soon as there is a file `gate`, and leaves a file `held` where it has to wait for it.
  private static let slow = """
    while read -r question; do
      while [ ! -e gate ]; do touch held; sleep 0.05; done
      id=$(echo "$question" | sed 's/.*"id":\\([0-9]*\\),.*/\\1/')
      echo "{\\"id\\":$id,\\"records\\":[{\\"load\\":1572}]}"
    done
    """

  private static func policy(_ name: String, every: String, key: String, amount: String, url: String, more: String = "") -> String {
    """
    policy: \(name)
    every: \(every)
    \(more)
    connections: {redis: "\(url)/0"}
    sinks: {out: {type: redis_hash, key: "\(key)", ttl: 3h, fields: {amount: \(amount)}}}

    """
  }

  @Test func aPromotedShadowHasTheLastWord() async throws {
    try await Stage.with { stage, probe in
      let url = stage.server.tcpURL
      let source = "sources: {main: {type: exec, command: [bash, slow.sh], timeout: 60s, fields: {load: {type: number}}}}"
      let files = [
        "slow.sh": Self.slow, "gate": "",
        "live.yaml": Self.policy("live", every: "200ms", key: "budget", amount: "main.load", url: url, more: source),
        "half.yaml": Self.policy("half", every: "200ms", key: "half:budget", amount: "786", url: url, more: "shadow_of: live"),
      ]
      try await Folder.with(files) { folder in
        let host = try HostProcess(["run", folder.path, "--listen", "none"])
        try await eventually("both work") { host.ticks("live") > 0 && host.ticks("half") > 0 }
        #expect(try await probe.hash("budget")["amount"] == "1572.0")
        try folder.remove("gate")
        try await eventually("a tick stands") { FileManager.default.fileExists(atPath: "\(folder.path)/held") }
        try folder.remove("live.yaml")
        // Nothing mends a wrong value for an hour.
        try folder.write("half.yaml", Self.policy("half", every: "1h", key: "budget", amount: "786", url: url))
        try folder.write("bystander.yaml", Self.policy("bystander", every: "200ms", key: "elsewhere", amount: "1", url: url))
        let ticks = host.ticks("half")
        host.hangUp()
        try await eventually("another new policy goes its way") { host.ticks("bystander") > 2 }
        #expect(host.ticks("half") == ticks, "the old tick may still write the same key")
        try folder.write("gate", "")
        try await eventually("the new one has ticked") { host.ticks("half") > ticks }
        let bystander = host.ticks("bystander")
        try await eventually("time passes") { host.ticks("bystander") > bystander + 2 }
        #expect(try await probe.hash("budget")["amount"] == "786.0")
        let order = host.log.split(separator: "\n").filter { $0.contains(" tick ") && !$0.contains("policy=bystander ") }.suffix(2)
        #expect(order.map { $0.contains("policy=live ") } == [true, false], "\(order)")
        host.terminate()
        #expect(try await host.end().code == 0)
      }
    }
  }
}
