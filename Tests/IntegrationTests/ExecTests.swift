import Foundation
import Testing

/// Programs of a user's own, through the real host.
@Suite(.timeLimit(.minutes(5)))
struct ExecTests {
  private static let head = """
    policy: own
    every: 100ms
    sources:
      score:
        type: exec
        command: [sh, score.sh]
        fields: {score: {type: number, range: [0, 1]}}
        timeout: 5s
        fallback:
          - default: {score: 1}
    sinks:
      out: {type: console, fields: {score: score.score}}
    """

  private func with(_ script: String, _ body: (URL) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("governor-exec-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(Self.head.utf8).write(to: folder.appendingPathComponent("policy.yaml"))
    try Data(script.utf8).write(to: folder.appendingPathComponent("score.sh"))
    try await body(folder)
  }

  @Test func theExampleInPython() async throws {
    let rows = FileManager.default.temporaryDirectory.appendingPathComponent("governor-rows-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: rows) }
    // From another folder: paths count from the policy's file.
    let policy = HostProcess.root.appendingPathComponent("examples/exec/policy.yaml").path
    let result = try await HostProcess.run(
      ["run", policy, "--once"], environment: ["EXEC_EXAMPLE_ROWS": rows.path], in: FileManager.default.temporaryDirectory)
    #expect(result.code == 0)
    #expect(result.output == "symbol=BTCUSDT score=0.925 budget=899.9999999999994\nsymbol=ETHUSDT score=0.274 budget=5808.0\n")
    let written = try String(contentsOf: rows, encoding: .utf8)
    #expect(written.hasPrefix(#"{"entity": "BTCUSDT", "values": {"budget": 899.9999999999994, "score": 0.925}}"#))
    let preview = try await HostProcess.run(["run", policy, "--once", "--dry-run"])
    #expect(preview.output.contains(#"program `python3 store.py` write {"entity":"ETHUSDT","values":{"budget":5808.0,"score":0.274}}"#))
  }

  /// Each program is waited for, and a change of the set has twice as many for a moment: more than the threads that a process gets for work
  /// that blocks.
  @Test func manyProgramsHoldNothingUp() async throws {
    let script = #"while read -r q; do id=${q#*\"id\":}; echo "{\"id\":${id%%,*},\"records\":[{\"score\":0.25}]}"; done"#
    let names = (1...140).map { "own-\($0)" }
    let policies = names.map {
      (
        "\($0).yaml",
        Self.head.replacing("policy: own", with: "policy: \($0)").replacing("100ms", with: "1s").replacing("sh, ", with: "sh, -u, ")
      )
    }
    let files = Dictionary(uniqueKeysWithValues: policies + [("score.sh", script)])
    try await Folder.with(files) { folder in
      let host = try HostProcess(["run", folder.path, "--listen", "none"])
      func ticks() -> Int { host.log.components(separatedBy: "source.score=fresh").count - 1 }
      try await eventually("all tick") { ticks() >= names.count }
      host.hangUp()
      try await eventually("the set is loaded anew") { host.log.contains(" reloaded ") }
      let before = ticks()
      try await eventually("all tick again") { ticks() >= before + 2 * names.count }
      host.terminate()
      let result = try await host.end()
      #expect(result.code == 0 && !result.errors.contains("has not ended yet"))
    }
  }

  @Test func oneThatEndsIsToldAndStartedAnew() async throws {
    let script = """
      read -r question
      [ -n "$GOVERNOR_SECRET" ] && echo '{"id":1,"records":[{"score":0.9}]}'
      echo "$$" >> starts
      [ $(wc -l < starts) -lt 3 ] && { echo "no model" >&2; exit 7; }
      id=$(echo "$question" | sed 's/.*"id":\\([0-9]*\\),.*/\\1/')
      echo "{\\"id\\":$id,\\"records\\":[{\\"score\\":0.25}]}"
      while read -r question; do
        id=$(echo "$question" | sed 's/.*"id":\\([0-9]*\\),.*/\\1/')
        echo "{\\"id\\":$id,\\"records\\":[{\\"score\\":0.25}]}"
      done
      """
    try await with(script) { folder in
      let host = try HostProcess(["run", "policy.yaml"], environment: ["GOVERNOR_SECRET": "hunter2"], in: folder)
      try await eventually("the program answers") {
        host.log.contains("source.score=fresh")
      }
      // Its last words stand in the fault, and in the log by themselves.
      #expect(host.log.contains("ended with status 7; it last wrote `no model`"))
      #expect(host.log.contains("warning no model"))
      #expect(!host.log.contains("hunter2"))
      let pids = try String(contentsOf: folder.appendingPathComponent("starts"), encoding: .utf8).split(separator: "\n")
      host.terminate()
      let result = try await host.end()
      #expect(result.code == 0)
      #expect(result.output.contains("score=1.0\n") && result.output.contains("score=0.25\n"))
      #expect(!result.output.contains("score=0.9\n"))
      for pid in pids { #expect(kill(pid_t(pid) ?? 0, 0) != 0) }
    }
  }

  @Test func aHostThatIsKilledLeavesNoProgram() async throws {
    let script = """
      echo "$$" > pid
      while read -r question; do
        id=$(echo "$question" | sed 's/.*"id":\\([0-9]*\\),.*/\\1/')
        echo "{\\"id\\":$id,\\"records\\":[{\\"score\\":0.25}]}"
      done
      """
    try await with(script) { folder in
      let host = try HostProcess(["run", "policy.yaml"], in: folder)
      try await eventually("the program answers") { host.log.contains("source.score=fresh") }
      let text = try String(contentsOf: folder.appendingPathComponent("pid"), encoding: .utf8)
      let pid = try #require(pid_t(text.split(separator: "\n")[0]))
      #expect(kill(pid, 0) == 0)
      host.kill()
      _ = try await host.end()
      // It reads the end of its input, and whoever takes in orphans reaps it.
      try await eventually("the program ends") {
        guard kill(pid, 0) == 0 else { return true }
        let state = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)
        return state?.contains(") Z ") ?? true
      }
    }
  }
}
