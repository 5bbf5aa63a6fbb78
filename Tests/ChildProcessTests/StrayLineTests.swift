import Blocking
import Synchronization
import Testing

@testable import ChildProcess

/// What programs write that is no answer. Here an answer is `= ` with the question, an older one `- `, and what begins with `~` is nearly one.
@Suite(.timeLimit(.minutes(3)))
struct StrayLineTests {
  private let told = Told()

  private final class Told: Sendable {
    private let texts = Mutex<[String]>([])
    var lines: [String] { texts.withLock { $0 } }
    func add(_ text: String) { texts.withLock { $0.append(text) } }
  }

  private struct Wrong: Error {}

  private func child(_ script: String, environment: [String: String] = [:], maximumLine: Int = 1 << 20) -> ChildProcess {
    let command = ChildCommand(words: ["sh", "-c", script], environment: environment, maximumLine: maximumLine)
    return ChildProcess(command, backoff: Backoff(base: .milliseconds(1), cap: .milliseconds(2))) { [told] in told.add($0) }
  }

  private func ask(_ child: ChildProcess, _ question: String, within limit: Duration = .seconds(20)) async throws -> String {
    try await child.exchange(Array(question.utf8), until: .now.advanced(by: limit)) { bytes throws(Wrong) in
      let line = String(decoding: bytes, as: UTF8.self)
      if line == "= \(question)" { return .answer(line) }
      if line == "= wrong" { throw Wrong() }
      return line.hasPrefix("- ") ? .late : .stray(why: "which is none", isNear: line.hasPrefix("~"))
    }
  }

  private func error(_ child: ChildProcess, within limit: Duration = .seconds(20)) async -> ChildError? {
    do {
      _ = try await ask(child, "x", within: limit)
      return nil
    } catch {
      return error as? ChildError
    }
  }

  @Test func whatStandsBeforeTheAnswerIsSkippedAndTold() async throws {
    let child = child(
      "i=0; while [ $i -lt 40 ]; do echo \"banner $i\"; i=$((i+1)); done; while read q; do echo '- old'; echo \"= $q\"; echo behind; done")
    #expect(try await ask(child, "a") == "= a")
    #expect(told.lines == ["40 lines on standard output are no answer and were skipped; the first is `banner 0`"])
    #expect(try await ask(child, "b") == "= b")
    #expect(told.lines.last == "a line on standard output is no answer and was skipped: `behind`")
    await child.close()
  }

  @Test func theyAreToldAsSeldomAsStandardError() async throws {
    let child = child("while read q; do echo debug; echo \"= $q\"; done")
    for index in 0..<50 { #expect(try await ask(child, "\(index)") == "= \(index)") }
    #expect(told.lines.count == 20)
    await child.close()
  }

  @Test func nothingIsToldOfAnswersToEarlierQuestions() async throws {
    let child = child("while read q; do echo '- old'; echo \"= $q\"; done")
    #expect(try await ask(child, "a") == "= a")
    #expect(told.lines.isEmpty)
    await child.close()
    // A program that gives nothing else has not answered.
    let late = self.child("while read q; do echo '- old'; done")
    #expect(await error(late, within: .milliseconds(300)) == ChildError(.timedOut, "did not answer in time"))
    await late.close()
  }

  @Test func withoutAnAnswerTheErrorQuotesWhatCame() async throws {
    let one = child("read q; printf 'no \\033[31manswer\\n'; read q")
    #expect(
      await error(one, within: .seconds(4))
        == ChildError(.invalid, "did not answer in time; it wrote `no \\u{1b}[31manswer` instead, which is none"))
    await one.close()
    // The line that was perhaps meant for an answer is worth more than the first.
    let many = child("read q; echo debug; echo '~near'; echo '~nearer'; read q")
    #expect(
      await error(many, within: .seconds(4))?.message
        == "did not answer in time; it wrote 3 lines that are no answer, such as `~near`, which is none")
    await many.close()
    let ended = child("read q; echo 'no model'; exit 3")
    #expect(await error(ended)?.message == "ended with status 3; it wrote `no model` instead, which is none")
    await ended.close()
    #expect(told.lines.isEmpty)
  }

  @Test func oneThatIsStuckIsEndedAtTheDeadlineAndStartedAnew() async throws {
    // The first program writes without end; the mark is there for the second.
    let mark = "stuck-\(Int.random(in: 100_000..<1_000_000))"
    let child = child(
      "mkdir /tmp/\(mark) 2>/dev/null && { read q; while true; do echo stuck; done; }; rmdir /tmp/\(mark); while read q; do echo \"= $q\"; done"
    )
    let fault = await error(child, within: .seconds(1))
    #expect(fault?.kind == .invalid)
    #expect(fault?.message.contains("lines that are no answer, such as `stuck`, which is none") == true)
    var next: String?
    while next == nil { next = try? await ask(child, "b") }
    #expect(next == "= b")
    await child.close()
  }

  @Test func anAnswerThatIsWrongLeavesTheProgramRunningAndTellsTheRest() async throws {
    let child = child("while read q; do echo debug; [ $q = a ] && echo '= wrong' || echo \"= $q\"; done")
    await #expect(throws: Wrong.self) { try await ask(child, "a") }
    #expect(told.lines == ["a line on standard output is no answer and was skipped: `debug`"])
    #expect(try await ask(child, "b") == "= b")
    #expect(told.lines.count == 2)
    await child.close()
  }

  @Test func aLineThatIsTooLongAmongOthers() async throws {
    let child = child("read q; echo debug; yes | tr -d '\\n'", maximumLine: 5000)
    #expect(await error(child) == ChildError(.invalid, "wrote a line of more than 5000 bytes"))
    await child.close()
  }

  @Test func quotesAreShortAndWithoutTheEnvironment() {
    let long = String(repeating: "k", count: 5000)
    let command = ChildCommand(words: ["x"], environment: ["A": "hunter2", "B": "hunter2-and-more", "C": long, "D": "no"])
    func quoted(_ text: String) -> String { command.quoted(Array(text.utf8), limit: 30) }
    #expect(quoted("token hunter2") == "`token <redacted>`")
    #expect(quoted("hunter2-and-more no") == "`<redacted> no`")
    #expect(quoted("\(long)\(long)\(long)\(long)") == "`<redacted><redacted><redacted>…`")
    #expect(quoted("\t" + String(repeating: "日", count: 31)) == "`\\t" + String(repeating: "日", count: 29) + "…`")
  }
}
