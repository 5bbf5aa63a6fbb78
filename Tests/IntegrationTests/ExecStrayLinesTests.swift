import Foundation
import Testing

/// Programs that write other things than answers, through the real host.
@Suite(.timeLimit(.minutes(5)))
struct ExecStrayLinesTests {
  private static let policy = """
    policy: own
    every: 100ms
    sources:
      score:
        type: exec
        command: [sh, score.sh]
        environment: {TOKEN: hunter2}
        fields: {score: {type: number, range: [0, 1]}}
        timeout: TIMEOUT
        fallback:
          - default: {score: 1}
    sinks:
      out: {type: console, fields: {score: score.score}}
    """

  private static let answers = """
    while read -r question; do
      id=$(echo "$question" | sed 's/.*"id":\\([0-9]*\\),.*/\\1/')
      echo "asked: $question"
      echo "debug"
      echo "{\\"id\\":$id,\\"records\\":[{\\"score\\":0.25}]}"
    done
    """

  private func with(_ script: String, timeout: String, _ body: (URL) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("governor-exec-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(Self.policy.replacingOccurrences(of: "TIMEOUT", with: timeout).utf8)
      .write(to: folder.appendingPathComponent("policy.yaml"))
    try Data(script.utf8).write(to: folder.appendingPathComponent("score.sh"))
    try await body(folder)
  }

  @Test func aBannerAndDebugLinesKeepNothingBack() async throws {
    let banner = "i=0; while [ $i -lt 40 ]; do echo \"loading $TOKEN\"; i=$((i+1)); done\n"
    try await with(banner + Self.answers, timeout: "20s") { folder in
      let result = try await HostProcess.run(["run", "policy.yaml", "--once"], in: folder)
      #expect(result.code == 0)
      #expect(result.output == "score=0.25\n")
      #expect(
        result.errors.contains("42 lines on standard output are no answer and were skipped; the first is `loading <redacted>`"))
      let host = try HostProcess(["run", "policy.yaml"], in: folder)
      try await eventually("later answers come too") {
        host.log.contains("2 lines on standard output are no answer and were skipped; the first is `asked: ")
      }
      host.terminate()
      let end = try await host.end()
      #expect(end.code == 0)
      // No tick was without its answer.
      #expect(!end.output.contains("score=1.0"))
    }
  }

  @Test func aLookSaysOfAProgramWhatHelpsWithPrograms() async throws {
    try await with(Self.answers, timeout: "20s") { folder in
      let place = folder.appendingPathComponent("policy.yaml")
      let text = Self.policy.replacingOccurrences(of: "sh, score.sh", with: "./score.sh").replacingOccurrences(of: "TIMEOUT", with: "20s")
      try Data(text.utf8).write(to: place)
      let result = try await HostProcess.run(["validate", "--online", "policy.yaml"], in: folder)
      #expect(result.code == 2)
      #expect(result.output.contains("GV0401]: program `./score.sh`: cannot be started: permission denied"))
      #expect(result.output.contains("help: see whether the program is there and may be executed"))
      #expect(!result.output.contains("password"))
    }
  }

  @Test func oneThatIsStuckAnswersOnceItsCauseIsGone() async throws {
    let stuck = "[ -e healed ] || while true; do echo \"stuck with $TOKEN\"; done\n"
    try await with(stuck + Self.answers, timeout: "500ms") { folder in
      let host = try HostProcess(["run", "policy.yaml"], in: folder)
      try await eventually("the fault quotes it") {
        host.log.contains("lines that are no answer, such as `stuck with <redacted>`, which is not JSON: column 1: a value is wanted here")
      }
      try Data().write(to: folder.appendingPathComponent("healed"))
      try await eventually("the program answers") { host.log.contains("source.score=fresh") }
      host.terminate()
      let result = try await host.end()
      #expect(result.code == 0)
      #expect(result.output.contains("score=1.0\n") && result.output.contains("score=0.25\n"))
      #expect(!result.errors.contains("hunter2"))
    }
  }
}
