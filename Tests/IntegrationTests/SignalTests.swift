import Foundation
import Testing

/// Signals that come early.
@Suite struct SignalTests {
  /// The host waits for its policy on a pipe, so that the signal surely comes before it is up.
  @Test func aHangUpBeforeTheHostIsUpIsAReload() async throws {
    try await Folder.with { folder in
      let result = try await HostProcess.shell(
        """
        cd "$FOLDER" && mkfifo policy
        "$HOST" run - --log-level notice <policy >out 2>log & P=$!
        exec 4>policy
        catches() { [ "/proc/$P/exe" -ef "$HOST" ] && grep -q '^SigCgt:.*[13579bdf]$' "/proc/$P/status"; }
        for i in {1..3000}; do catches && break; sleep 0.01; done
        kill -HUP $P && kill -HUP $P
        cat "$POLICY" >&4
        exec 4>&-
        for i in {1..3000}; do grep -q 'reason=SIGHUP' log && break; sleep 0.01; done
        kill $P
        wait $P
        echo "$?"
        cat log >&2
        """,
        environment: [
          "FOLDER": folder.path, "HOST": HostProcess.binary.path,
          "POLICY": HostProcess.root.appendingPathComponent("examples/hello/policy.yaml").path,
        ])
      #expect(result.output == "0\n", "\(result.errors)")
      #expect(result.errors.components(separatedBy: "reason=SIGHUP").count == 2, "\(result.errors)")
    }
  }
}
