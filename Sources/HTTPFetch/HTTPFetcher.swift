internal import Blocking
internal import Synchronization

/// Fetches one address at a time with libcurl, within bounds, and keeps the idle connection for the next time.
///
/// The blocking call runs on a queue of its own, never on the cooperative pool. Redirects are not followed; proxies of the environment,
/// cookies and netrc are not used. A request that is made while another runs waits for it, and that wait counts into its timeout: use one
/// fetcher for each server.
public actor HTTPFetcher {
  private struct State {
    var session: CurlSession?
    var isClosed = false
  }

  private let executor = QueueExecutor(label: "governor.http-fetch")
  private let state = Mutex(State())
  private let limits: HTTPLimits
  private let userAgent: String

  /// The actor runs on its own queue.
  public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

  /// Makes a fetcher; no I/O before the first ``get(_:headers:timeout:)``.
  ///
  /// - Parameter version: sent as `User-Agent: governor/<version>`; other characters than letters, digits, `.`, `-` and `+` become `-`.
  public init(version: String, limits: HTTPLimits = .init()) {
    let known = version.utf8.prefix(64).map { byte -> UInt8 in
      let isPlain = (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == 0x2E || byte == 0x2B
      return isPlain ? byte : 0x2D
    }
    userAgent = "governor/" + String(decoding: known, as: UTF8.self)
    self.limits = limits
  }

  /// Gets the body behind an address; everything but status 200 with a whole body is an error.
  ///
  /// - Parameters:
  ///   - url: an address that ``HTTPFetch/check(url:)`` takes.
  ///   - headers: further header lines, such as `Accept`.
  ///   - timeout: the most time from this call until the last byte.
  /// - Throws: ``HTTPError``. Cancelling the task ends the transfer at once and gives `cancelled`.
  public nonisolated func get(_ url: String, headers: [HTTPHeader] = [], timeout: Duration) async throws(HTTPError) -> HTTPBody {
    do {
      try HTTPFetch.check(url: url)
    } catch {
      throw HTTPError(kind: .invalidRequest, message: error.message)
    }
    let lines = headers.compactMap(\.line)
    guard lines.count == headers.count else {
      throw HTTPError(kind: .invalidRequest, message: "a header has a token as its name and no control characters in its value")
    }
    // A timeout of centuries must not overflow the clock.
    let deadline = ContinuousClock.now.advanced(by: min(timeout, .seconds(1_000_000)))
    let shown = HTTPFetch.redacted(url)
    let flag = CancellationFlag()
    let result = await withTaskCancellationHandler {
      await run(url: url, shown: shown, headers: lines, deadline: deadline, flag: flag)
    } onCancel: {
      flag.set()
      state.withLock { $0.session }?.wake()
    }
    return try result.get()
  }

  /// Closes the connection and ends a running transfer; later requests fail as cancelled. May be called twice and at any time.
  public nonisolated func close() {
    let session = state.withLock { state in
      state.isClosed = true
      defer { state.session = nil }
      return state.session
    }
    // A running transfer holds the session too and lets go of it last.
    session?.stop()
  }

  private func run(
    url: String, shown: String, headers: [String], deadline: ContinuousClock.Instant, flag: CancellationFlag
  ) -> Result<HTTPBody, HTTPError> {
    // Set before the session is looked up: a cancellation that found no session to wake is seen here.
    if flag.isSet { return .failure(HTTPError(kind: .cancelled, message: "the request to \(shown) was cancelled")) }
    let (session, isClosed) = state.withLock { state in
      if state.session == nil, !state.isClosed { state.session = CurlSession(userAgent: userAgent) }
      return (state.session, state.isClosed)
    }
    if isClosed { return .failure(HTTPError(kind: .cancelled, message: "the fetcher for \(shown) is closed")) }
    guard let session else { return .failure(HTTPError(kind: .libraryFailure, message: "libcurl cannot be set up")) }
    let transfer = HTTPTransfer(limits: limits)
    let ending = session.run(
      url: url, headers: headers, transfer: transfer, connectTimeout: limits.connectTimeout, deadline: deadline,
      isCancelled: { flag.isSet })
    return session.verdict(ending, transfer: transfer, url: shown)
  }
}
