internal import Diagnostics

/// What came of one test.
struct TestOutcome {
  /// The file that holds it.
  let file: String
  /// What it shows.
  let name: String
  /// Why it failed; none where it passed.
  let failures: [Diagnostic]
  /// Seconds of real time.
  let seconds: Double

  var passed: Bool { failures.isEmpty }
}
