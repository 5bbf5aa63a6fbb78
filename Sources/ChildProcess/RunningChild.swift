#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// A program that runs, and our ends of its three files. Used from its owner's queue alone.
final class RunningChild {
  /// How an exchange ended without an answer.
  enum Interruption: Error {
    case timedOut
    case cancelled
    /// It has ended, or its output has.
    case ended
    /// A line is longer than it may be.
    case longLine
  }

  private static let bufferBytes = 64 << 10

  let process: SpawnedChild
  private let wake: WakePipe
  /// Nil once it was closed.
  private var input: Descriptor?
  private let output: Descriptor
  /// Nil once it has ended.
  private var errors: Descriptor?
  private var lines: LineBuffer
  private var errorLines = ErrorLines()
  private var buffer = [UInt8](repeating: 0, count: bufferBytes)
  private var pending: [UInt8] = []
  private var sent = 0
  private let command: ChildCommand
  private let tell: (String) -> Void

  /// Starts a program; `tell` gets the lines that it writes on its standard error.
  init(_ command: ChildCommand, tell: @escaping (String) -> Void) throws(ChildError) {
    let (childInput, input) = try Descriptor.pipe()
    let (output, childOutput) = try Descriptor.pipe()
    let (errors, childErrors) = try Descriptor.pipe()
    let wake = try WakePipe()
    for end in [input, output, errors] { end.setNonblocking() }
    process = try SpawnedChild.start(command, input: childInput, output: childOutput, errors: childErrors) { wake.wake() }
    self.wake = wake
    self.input = input
    self.output = output
    self.errors = errors
    self.tell = tell
    self.command = command
    lines = LineBuffer(limit: command.maximumLine)
  }

  deinit {
    // The end of its input tells it too; this is for one that does not look.
    process.signal(SIGTERM)
  }

  /// Whether the last request went out whole, so that the next can follow it.
  var isBetweenRequests: Bool { pending.isEmpty }

  /// The last line that it wrote on its standard error.
  var lastWords: String? { errorLines.last }

  /// What it wrote since it was last asked and is no answer.
  private(set) var strays = StrayLines()

  /// Tells it that no more comes.
  func closeInput() { input = nil }

  /// Writes a line, and hands each line that comes to `take` until one is the answer.
  func exchange<Value>(
    _ request: [UInt8], until deadline: ContinuousClock.Instant, _ cancellation: ChildCancellation,
    take: ([UInt8]) throws -> ChildLine<Value>
  ) throws -> Value {
    cancellation.attach(wake)
    pending = request
    sent = 0
    strays = StrayLines()
    // What came behind the last answer goes first, so that it never piles up.
    send()
    if let answer = try answer(until: deadline, cancellation, take) { return answer }
    while true {
      send()
      // First what is there: an answer counts even if the program has ended since.
      let hadEnded = process.end != nil
      drainErrors()
      let isOutputOver = receive()
      if let answer = try answer(until: deadline, cancellation, take) { return answer }
      if lines.isOverfull { throw Interruption.longLine }
      if isOutputOver || hadEnded { throw Interruption.ended }
      wait(until: deadline)
    }
  }

  /// The answer among the lines that are there. One who writes faster than can be read is not read beyond the deadline.
  private func answer<Value>(
    until deadline: ContinuousClock.Instant, _ cancellation: ChildCancellation, _ take: ([UInt8]) throws -> ChildLine<Value>
  ) throws -> Value? {
    while true {
      if cancellation.isCancelled { throw Interruption.cancelled }
      guard ContinuousClock.now < deadline else { throw Interruption.timedOut }
      guard let line = lines.next() else { return nil }
      let taken: ChildLine<Value>
      do {
        taken = try take(line)
      } catch {
        tellStrays()
        throw error
      }
      switch taken {
      case .answer(let value):
        tellStrays()
        return value
      case .late: break
      case .stray(let why, let isNear): strays.add(line, why, isNear: isNear, command)
      }
    }
  }

  /// What stood before an answer goes where its standard error goes; without an answer, the fault tells it.
  private func tellStrays() {
    if let note = strays.note { errorLines.note(note, now: .now, tell: tell) }
    strays = StrayLines()
  }

  /// Takes what is left of its standard error.
  func drainErrors() {
    // As much as a pipe holds, and then the rest of the work; whoever writes without end gets no further.
    for _ in 0..<4 {
      switch errors?.read(into: &buffer) {
      case .bytes(let count)?: errorLines.append(buffer, count: count, now: .now, clean: command.withoutSecrets, tell: tell)
      case .nothingYet?, nil: return
      case .end?:
        errorLines.finish(now: .now, clean: command.withoutSecrets, tell: tell)
        errors = nil
      }
    }
  }

  /// Takes what is left of it from a program that has ended. The pipe itself may stay open a little in another that is just being started.
  func drainLastErrors() {
    drainErrors()
    if process.end != nil { errorLines.finish(now: .now, clean: command.withoutSecrets, tell: tell) }
  }

  private func send() {
    guard !pending.isEmpty, let input else { return }
    guard let count = input.write(pending, from: sent) else {
      // It reads no more; whether it still answers is seen by its output.
      self.input = nil
      return
    }
    sent += count
    if sent == pending.count { pending = [] }
  }

  /// Takes what is there of its output; true where that is over.
  private func receive() -> Bool {
    for _ in 0..<16 {
      switch output.read(into: &buffer) {
      case .bytes(let count): lines.append(buffer, count: count)
      case .nothingYet: return false
      case .end: return true
      }
    }
    return false
  }

  private func wait(until deadline: ContinuousClock.Instant) {
    var entries = [
      pollfd(fd: output.number, events: Int16(POLLIN), revents: 0), pollfd(fd: wake.reading.number, events: Int16(POLLIN), revents: 0),
    ]
    if let errors { entries.append(pollfd(fd: errors.number, events: Int16(POLLIN), revents: 0)) }
    if let input, !pending.isEmpty { entries.append(pollfd(fd: input.number, events: Int16(POLLOUT), revents: 0)) }
    // The entries live for the call. Whatever it returns, the caller looks at everything anew.
    _ = unsafe poll(&entries, nfds_t(entries.count), System.milliseconds(until: deadline))
    wake.clear()
  }
}
