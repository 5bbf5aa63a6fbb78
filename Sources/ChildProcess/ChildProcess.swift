public import Blocking

/// A program that stays running and answers lines with lines: started when it is first asked, and anew when it ended.
///
/// Exchanges follow one another on a thread of their own. One that got no answer in time ends the program, so that a late answer never meets
/// the next question; where a program ends again and again, the pauses before it is started grow.
public actor ChildProcess {
  /// How long a program that was told to end may take.
  private static let grace = Duration.seconds(2)

  private let executor = QueueExecutor(label: "governor.child")
  private let command: ChildCommand
  private let tell: @Sendable (String) -> Void
  private var child: RunningChild?
  /// Programs that were told to end.
  private var leaving: [SpawnedChild] = []
  private var backoff: Backoff
  private var lastError: ChildError?
  private var isClosed = false

  /// The actor's own queue.
  public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

  /// A program that is not started yet. `tell` gets what it writes on its standard error: lines that are safe to show, 20 a minute at most.
  public init(
    _ command: ChildCommand, backoff: Backoff = Backoff(base: .milliseconds(100), cap: .seconds(30)),
    tell: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.command = command
    self.backoff = backoff
    self.tell = tell
  }

  /// Writes a line, which must hold no line end, and hands each line that comes to `take` until one is the answer. What is none is skipped and
  /// told; where it is all that comes before the deadline, the program is ended, and the error, which is `invalid`, quotes it. Throws
  /// `ChildError`, or what `take` throws, which leaves the program running.
  ///
  /// `take` runs synchronously on the program's own thread.
  public func exchange<Value: Sendable>(
    _ line: [UInt8], until deadline: ContinuousClock.Instant, _ take: sending ([UInt8]) throws -> ChildLine<Value>
  ) async throws -> Value {
    let cancellation = ChildCancellation()
    return try await withTaskCancellationHandler {
      try perform(line + [0x0A], until: deadline, cancellation, take)
    } onCancel: {
      cancellation.cancel()
    }
  }

  /// Ends the program: by the end of its input, by SIGTERM, by SIGKILL, a second between. When it returns, nothing of it is left. May come twice.
  public func close() async {
    isClosed = true
    if let child {
      child.closeInput()
      if !child.process.ends(within: .seconds(1)) { leave(child) }
    }
    child = nil
    for process in leaving where !process.ends(within: .seconds(1)) {
      process.signal(9)
      _ = process.ends(within: .seconds(5))
    }
    leaving = []
  }

  private func perform<Value>(
    _ line: [UInt8], until deadline: ContinuousClock.Instant, _ cancellation: ChildCancellation,
    _ take: ([UInt8]) throws -> ChildLine<Value>
  ) throws -> Value {
    guard !isClosed else { throw ChildError(.cancelled, "was closed") }
    guard !cancellation.isCancelled else { throw ChildError(.cancelled, "was not asked: the task was cancelled") }
    guard ContinuousClock.now < deadline else { throw ChildError(.timedOut, "was not asked: the deadline passed before its turn") }
    let child = try running()
    do {
      let answer = try child.exchange(line, until: deadline, cancellation, take: take)
      guard child.isBetweenRequests else {
        throw failed(child, ChildError(.invalid, "answered before it had the whole question"))
      }
      backoff.succeeded()
      lastError = nil
      return answer
    } catch RunningChild.Interruption.timedOut {
      let late = "did not answer in time"
      throw failed(child, child.strays.instead.map { ChildError(.invalid, "\(late); it \($0)") } ?? ChildError(.timedOut, late))
    } catch RunningChild.Interruption.longLine {
      throw failed(child, ChildError(.invalid, "wrote a line of more than \(command.maximumLine) bytes"))
    } catch RunningChild.Interruption.cancelled {
      // Its answer will be of no use to anybody, and the next question has another number.
      if !child.isBetweenRequests { _ = failed(child, ChildError(.cancelled, "was left in the middle of a question")) }
      throw ChildError(.cancelled, "was not waited for: the task was cancelled")
    } catch RunningChild.Interruption.ended {
      throw ended(child)
    } catch {
      if !child.isBetweenRequests { _ = failed(child, ChildError(.invalid, "answered before it had the whole question")) }
      throw error
    }
  }

  /// The program, started if it does not run.
  private func running() throws(ChildError) -> RunningChild {
    leaving.removeAll { $0.end != nil }
    if let child {
      if child.process.end == nil { return child }
      _ = ended(child)
    }
    if backoff.remaining(at: .now) != nil, let lastError { throw lastError }
    do throws(ChildError) {
      let started = try RunningChild(command, tell: tell)
      child = started
      return started
    } catch {
      lastError = error
      backoff.failed(at: .now, random: Double.random(in: 0...1))
      throw error
    }
  }

  /// What is to be said of a program whose output is over, which is let go of.
  private func ended(_ child: RunningChild) -> ChildError {
    // Most often its end is known a moment later.
    _ = child.process.ends(within: .milliseconds(200))
    child.drainLastErrors()
    var words = child.process.end?.words ?? "closed its output"
    if let last = child.lastWords {
      words += "; it last wrote `\(last)`"
    } else if let instead = child.strays.instead {
      words += "; it \(instead)"
    }
    return failed(child, ChildError(.unreachable, words))
  }

  private func failed(_ child: RunningChild, _ error: ChildError) -> ChildError {
    backoff.failed(at: child.process.end?.time ?? .now, random: Double.random(in: 0...1))
    lastError = error
    leave(child)
    self.child = nil
    return error
  }

  private func leave(_ child: RunningChild) {
    child.closeInput()
    guard child.process.end == nil else { return }
    child.process.stop(after: Self.grace)
    leaving.append(child.process)
  }
}
