import Blocking
import Foundation
import Synchronization
import Testing

@testable import ChildProcess

/// Programs of one line each, run by the shell that every system has.
@Suite(.timeLimit(.minutes(3)))
struct ChildProcessTests {
  /// Lines that a program wrote on its standard error.
  private final class Told: Sendable {
    private let texts = Mutex<[String]>([])
    var lines: [String] { texts.withLock { $0 } }
    func add(_ text: String) { texts.withLock { $0.append(text) } }
  }

  private func child(
    _ script: String, environment: [String: String] = [:], directory: String? = nil, maximumLine: Int = 1 << 20, told: Told = Told()
  ) -> ChildProcess {
    let command = ChildCommand(
      words: ["sh", "-c", script], environment: environment, directory: directory, maximumLine: maximumLine)
    return ChildProcess(command, backoff: Backoff(base: .milliseconds(1), cap: .milliseconds(2))) { told.add($0) }
  }

  private func ask(_ child: ChildProcess, _ line: String, within limit: Duration = .seconds(20)) async throws -> String {
    try await child.exchange(Array(line.utf8), until: .now.advanced(by: limit)) { .answer(String(decoding: $0, as: UTF8.self)) }
  }

  private func error(_ child: ChildProcess, _ line: String = "x", within limit: Duration = .seconds(20)) async -> ChildError? {
    do {
      _ = try await ask(child, line, within: limit)
      return nil
    } catch {
      return error as? ChildError
    }
  }

  /// The processes that this one has started and not reaped.
  /// The processes whose command line holds a mark. Other tests have children of their own at the same time.
  private func processes(marked mark: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { name in
      guard Int(name) != nil, let line = FileManager.default.contents(atPath: "/proc/\(name)/cmdline") else { return false }
      return String(decoding: line, as: UTF8.self).contains(mark)
    }
  }

  /// How many ends of pipes this process has open: hardly any but those to programs.
  private func pipes() throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count { name in
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(name)"))?.hasPrefix("pipe:") ?? false
    }
  }

  private func eventually(_ condition: () throws -> Bool) async throws -> Bool {
    let deadline = ContinuousClock.now.advanced(by: .seconds(20))
    while try !condition() {
      guard ContinuousClock.now < deadline else { return false }
      try await Task.sleep(for: .milliseconds(5))
    }
    return true
  }

  @Test func oneProgramForManyQuestions() async throws {
    let child = child("while read line; do echo \"$$ $line\"; done")
    let first = try await ask(child, "a")
    let second = try await ask(child, "b")
    #expect(first.hasSuffix(" a") && second.hasSuffix(" b"))
    #expect(first.dropLast(2) == second.dropLast(2))
    await child.close()
    await child.close()
    #expect(await error(child)?.kind == .cancelled)
  }

  @Test func longLinesBothWays() async throws {
    let child = child("while read line; do echo \"$line\"; done")
    let line = String(repeating: "0123456789", count: 50_000)
    for _ in 0..<3 { #expect(try await ask(child, line) == line) }
    await child.close()
  }

  @Test func nothingOfTheHostButThePath() async throws {
    unsafe setenv("EXE_TEST_SECRET", "hunter2", 1)
    let child = child(
      "read line; env | sort | tr '\\n' ','; echo; ls -l /proc/self/fd | wc -l; pwd", environment: ["A": "b c"], directory: "/")
    let environment = try await ask(child, "x")
    #expect(environment.contains("A=b c,"))
    #expect(environment.contains("PATH="))
    #expect(!environment.contains("EXE_TEST_SECRET"))
    await child.close()
  }

  @Test func noFileOfTheHostIsInherited() async throws {
    // One without O_CLOEXEC, as a careless library opens it.
    let opened = unsafe open("/dev/null", O_RDONLY)
    let careless = fcntl(opened, F_DUPFD, 100)
    defer {
      close(opened)
      close(careless)
    }
    let child = child("read line; echo /proc/$$/fd/*")
    let files = try await ask(child, "x").split(separator: " ").compactMap { Int($0.split(separator: "/").last ?? "") }
    // The shell itself has the folder open, and may keep a copy of its input beyond 9.
    #expect(files.contains(2))
    #expect(files.allSatisfy { $0 < 20 })
    await child.close()
  }

  @Test func itsEndIsToldWithStatusAndLastWords() async throws {
    let told = Told()
    let child = child("read line; echo one >&2; printf 'no \\033[31mdata' >&2; exit 3", told: told)
    let fault = await error(child)
    #expect(fault == ChildError(.unreachable, "ended with status 3; it last wrote `no \\u{1b}[31mdata`"))
    #expect(told.lines == ["one", "no \\u{1b}[31mdata"])
    await child.close()
    let killed = self.child("read line; kill -9 $$")
    #expect(await error(killed)?.message == "was ended by signal 9")
    await killed.close()
  }

  @Test func whatCannotBeStarted() async throws {
    for (words, directory) in [(["/no/such/program"], nil), (["sh"], "/no/such/folder"), (["no-such-program-exe"], nil)]
      as [([String], String?)]
    {
      let child = ChildProcess(ChildCommand(words: words, directory: directory))
      #expect(await error(child) == ChildError(.notStarted, "cannot be started: no such file or directory"))
      await child.close()
    }
  }

  @Test func aLateAnswerEndsTheProgramAndIsNeverTaken() async throws {
    let mark = "600.\(Int.random(in: 100_000..<1_000_000))"
    // The first question is answered too late; the program notes who it is.
    let child = child("while read line; do if [ $line = slow ]; then sleep \(mark); fi; echo \"$$ $line\"; done")
    let first = try await ask(child, "a").split(separator: " ")[0]
    #expect(await error(child, "slow", within: .milliseconds(50)) == ChildError(.timedOut, "did not answer in time"))
    var next: String?
    while next == nil { next = try? await ask(child, "b") }
    #expect(next?.hasSuffix(" b") == true)
    #expect(next?.hasPrefix(first + " ") == false)
    await child.close()
    // Neither the shell nor its sleep is left.
    #expect(try await eventually { try processes(marked: mark).isEmpty })
    #expect(kill(pid_t(first) ?? 0, 0) != 0)
  }

  @Test func oneThatMindsNoSignal() async throws {
    let child = child("trap '' TERM; read line; echo $$; while true; do sleep 1; done")
    let process = try #require(pid_t(try await ask(child, "x")))
    await child.close()
    #expect(kill(process, 0) != 0)
  }

  @Test func oneThatEndedBetweenTwoQuestionsIsStartedAnew() async throws {
    let child = child("read line; echo \"$$ $line\"")
    let first = try await ask(child, "a")
    let process = try #require(pid_t(first.split(separator: " ")[0]))
    // No zombie stays, though nobody asks.
    #expect(try await eventually { kill(process, 0) != 0 })
    var second: String?
    while second == nil { second = try? await ask(child, "b") }
    #expect(second?.hasSuffix(" b") == true)
    await child.close()
  }

  @Test func aLineThatIsTooLong() async throws {
    let child = child("read line; yes | tr -d '\\n'", maximumLine: 5000)
    #expect(await error(child) == ChildError(.invalid, "wrote a line of more than 5000 bytes"))
    await child.close()
  }

  @Test func muchOnItsStandardErrorIsTakenAndNotTold() async throws {
    let told = Told()
    let child = child(
      "while read line; do i=0; while [ $i -lt 20000 ]; do echo noise $i >&2; i=$((i+1)); done; echo $line; done", told: told)
    #expect(try await ask(child, "a") == "a")
    #expect(told.lines.count == 20)
    await child.close()
  }

  @Test func valuesOfItsEnvironmentAreNotRepeated() async throws {
    let told = Told()
    let child = child("read line; echo \"bad token $TOKEN\" >&2; exit 1", environment: ["TOKEN": "hunter2"], told: told)
    #expect(await error(child)?.message == "ended with status 1; it last wrote `bad token <redacted>`")
    #expect(told.lines == ["bad token <redacted>"])
    await child.close()
  }

  @Test func aCancelledQuestionLeavesTheProgramRunning() async throws {
    let child = child("while read line; do if [ $line = slow ]; then read line; fi; echo \"$$ $line\"; done")
    let first = try await ask(child, "a")
    let task = Task { await error(child, "slow") }
    task.cancel()
    #expect(await task.value?.kind == .cancelled)
    #expect(try await ask(child, "b").split(separator: " ")[0] == first.split(separator: " ")[0])
    await child.close()
  }

  @Test func aHundredProgramsLeaveNoFileAndNoProcess() async throws {
    let warm = child("read line; echo $line")
    _ = try await ask(warm, "x")
    await warm.close()
    let mark = "mark-\(Int.random(in: 100_000..<1_000_000))"
    let before = try pipes()
    for index in 0..<100 {
      let child = child((index.isMultiple(of: 2) ? "read line; echo $line; read line" : "exit 1") + " # \(mark)")
      _ = try? await ask(child, "x")
      await child.close()
    }
    // Other tests run programs beside this one; a leak of one end for each of these would show.
    #expect(try await eventually { try pipes() < before + 60 })
    #expect(try await eventually { try processes(marked: mark).isEmpty })
  }
}
