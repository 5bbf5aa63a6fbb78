internal import NIOCore
internal import Synchronization

/// Keeps the number of connections within a limit. Where it is reached, a new one takes the place of the one that has waited longest for a
/// request; where none waits, it has to wait itself until one does, or closes.
final class ConnectionRoom: Sendable {
  /// What a connection waits for that may lose its place: nothing of a request has been taken.
  enum Waiting: Int, Comparable {
    /// It has had an answer.
    case betweenRequests
    /// It has asked nothing yet. It goes only where all others are at a request: its client is likely to be about to ask.
    case beforeTheFirst

    static func < (one: Waiting, other: Waiting) -> Bool { one.rawValue < other.rawValue }
  }

  private struct Entry {
    let waiting: Waiting
    /// When it began to wait, among others.
    let turn: Int
    /// Closes it if it still waits, and tells whether it does.
    let giveUp: @Sendable () -> Void
  }

  private struct State {
    var open = 0
    /// Told to close, and not closed yet.
    var leaving: Set<ObjectIdentifier> = []
    /// Closed, and still among those that are open.
    var left = 0
    var waiting: [ObjectIdentifier: Entry] = [:]
    var turn = 0
    var someoneIsOutside = false
    var server: (any Channel)?

    /// How many are there to stay.
    var staying: Int { open - leaving.count - left }
  }

  private let limit: Int
  private let state = Mutex(State())

  init(limit: Int) {
    self.limit = limit
  }

  /// Where connections come from.
  func serve(_ server: any Channel) { state.withLock { $0.server = server } }

  /// Whether one more may come. Who is told that it may not is asked to look again later.
  var takesOneMore: Bool {
    state.withLock { state in
      // Those that leave are bounded too, as closing takes its time.
      let takes = state.open < 2 * limit && (state.staying < limit || !state.waiting.isEmpty)
      if !takes { state.someoneIsOutside = true }
      return takes
    }
  }

  /// One more has come.
  func opened() {
    state.withLock { $0.open += 1 }
    makeRoom()
  }

  /// One is closed.
  func closed() {
    state.withLock { state in
      state.open -= 1
      state.left = max(0, state.left - 1)
    }
  }

  /// A connection waits for a request from now on.
  func waits(_ connection: ObjectIdentifier, _ waiting: Waiting, giveUp: @escaping @Sendable () -> Void) {
    let server = state.withLock { state -> (any Channel)? in
      guard !state.leaving.contains(connection) else { return nil }
      state.turn += 1
      state.waiting[connection] = Entry(waiting: waiting, turn: state.turn, giveUp: giveUp)
      guard state.someoneIsOutside else { return nil }
      state.someoneIsOutside = false
      return state.server
    }
    server?.read()
  }

  /// A connection has got a request, or will get none any more.
  func isBusy(_ connection: ObjectIdentifier) { state.withLock { _ = $0.waiting.removeValue(forKey: connection) } }

  /// A connection that was told to close has got a request meanwhile, and stays.
  func stays(_ connection: ObjectIdentifier) {
    state.withLock { _ = $0.leaving.remove(connection) }
    makeRoom()
  }

  /// A connection is gone; the one who counts hears of it later.
  func gone(_ connection: ObjectIdentifier) {
    state.withLock { state in
      state.waiting[connection] = nil
      if state.leaving.remove(connection) != nil { state.left += 1 }
    }
  }

  /// Where there are too many, tells those that have waited longest to close.
  private func makeRoom() {
    let leaving = state.withLock { state -> [Entry] in
      var leaving: [Entry] = []
      while state.staying > limit,
        let longest = state.waiting.min(by: { ($0.value.waiting, $0.value.turn) < ($1.value.waiting, $1.value.turn) })
      {
        state.waiting[longest.key] = nil
        state.leaving.insert(longest.key)
        leaving.append(longest.value)
      }
      return leaving
    }
    for one in leaving { one.giveUp() }
  }
}
