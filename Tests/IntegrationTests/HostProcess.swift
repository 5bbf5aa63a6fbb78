import Foundation
import Glibc

/// One run of the real binary.
final class HostProcess: Sendable {
  /// What a run said, and how it ended.
  struct Result {
    let code: Int32
    let output: String
    let errors: String
  }

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  private let process: Process
  private let output: Collector
  private let errors: Collector

  /// Starts the binary in the root of the repository or another folder, with no other environment than is given.
  init(
    _ arguments: [String], environment: [String: String] = [:], input: FileHandle? = nil, in folder: URL = root, executable: URL = binary
  ) throws {
    process = Process()
    output = try Collector()
    errors = try Collector()
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = folder
    // Hosts of tests that run side by side each listen on a port of their own.
    process.environment = ["PORT": "0"].merging(environment) { $1 }
      .merging(["PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"]) { $1 }
    process.standardInput = input ?? FileHandle.nullDevice
    process.standardOutput = output.handle
    process.standardError = errors.handle
    try process.run()
  }

  deinit {
    if process.isRunning { Glibc.kill(process.processIdentifier, SIGKILL) }
  }

  /// Runs to the end.
  static func run(
    _ arguments: [String], environment: [String: String] = [:], input: FileHandle? = nil, in folder: URL = root
  ) async throws -> Result {
    try await HostProcess(arguments, environment: environment, input: input, in: folder).end()
  }

  /// Runs a script in bash to its end, in the root of the repository.
  static func shell(_ script: String, environment: [String: String] = [:]) async throws -> Result {
    let bash = URL(fileURLWithPath: "/bin/bash")
    return try await HostProcess(["--norc", "-c", script], environment: environment, executable: bash).end()
  }

  /// What a shell command shows on a terminal of its own.
  static func onTerminal(_ command: String, environment: [String: String]) async throws -> String {
    let script = URL(fileURLWithPath: "/usr/bin/script")
    let arguments = ["--quiet", "--return", "--command", command, "/dev/null"]
    return try await HostProcess(arguments, environment: environment, executable: script).end().output
  }

  /// What was printed so far.
  var shown: String { output.text }

  /// What was logged so far.
  var log: String { errors.text }

  func terminate() { process.terminate() }
  func interrupt() { process.interrupt() }
  func kill() { _ = Glibc.kill(process.processIdentifier, SIGKILL) }
  func hangUp() { _ = Glibc.kill(process.processIdentifier, SIGHUP) }
  var identifier: Int32 { process.processIdentifier }

  /// Waits for the end, 60 s at most.
  func end() async throws -> Result {
    try await eventually("the host ends") { !self.process.isRunning }
    return Result(code: process.terminationStatus, output: output.text, errors: errors.text)
  }

  /// The binary stands beside that of the tests.
  static let binary = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    .appendingPathComponent("host")
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
}

/// Waits for a condition with a deadline of 60 s.
func eventually(_ what: String, _ condition: () async throws -> Bool) async throws {
  let deadline = ContinuousClock.now.advanced(by: .seconds(60))
  while try await !condition() {
    guard ContinuousClock.now < deadline else { throw HostProcess.Failure(description: "waited 60 s in vain until \(what)") }
    try await Task.sleep(for: .milliseconds(10))
  }
}

/// Takes what a process writes in a file of its own. A pipe would be inherited by whatever other tests start at the same time, and would end
/// only with them.
private final class Collector: Sendable {
  let handle: FileHandle
  private let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("governor-output-\(UUID().uuidString)")
    guard FileManager.default.createFile(atPath: url.path, contents: nil) else {
      throw HostProcess.Failure(description: "cannot create \(url.path)")
    }
    handle = try FileHandle(forWritingTo: url)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  var text: String { (try? String(contentsOf: url, encoding: .utf8)) ?? "" }
}
