/// How far a connection is, and what it waits for: a plain machine without clock or socket.
struct ConnectionState {
  /// What the connection waits for, each with its own patience.
  enum Wait: Equatable {
    case firstHead, nextHead, body, answer, linger
  }

  /// What is to be done when the patience is at an end.
  enum Action {
    /// The client is told that it was too slow.
    case refuse
    /// The connection is closed.
    case close
  }

  private var isFirst = true
  private var unanswered = 0
  private var bodyIsOpen = false
  private var isRefusing = false
  private var isLingering = false
  private(set) var isStopping = false

  /// What it waits for now.
  var wait: Wait {
    if isLingering { return .linger }
    if isRefusing { return .answer }
    if unanswered == 0 { return isFirst ? .firstHead : .nextHead }
    return unanswered == 1 && bodyIsOpen ? .body : .answer
  }

  /// Whether nothing is under way.
  var isIdle: Bool { unanswered == 0 && !isRefusing && !isLingering }

  mutating func headCame() {
    isFirst = false
    unanswered += 1
    bodyIsOpen = true
  }

  mutating func endCame() { bodyIsOpen = false }

  /// What came is no request; an answer says so.
  mutating func faultCame() { isRefusing = true }

  mutating func answerEnded() {
    isFirst = false
    unanswered = max(0, unanswered - 1)
  }

  /// Our side is closed; the client may still read.
  mutating func outputClosed() { isLingering = true }

  mutating func stop() { isStopping = true }

  /// The patience with what it waits for is at an end.
  mutating func timedOut() -> Action {
    switch wait {
    case .firstHead, .body:
      isRefusing = true
      return .refuse
    case .nextHead, .answer, .linger: return .close
    }
  }
}
