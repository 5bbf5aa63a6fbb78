internal import CCurl

extension CurlSession {
  /// How a transfer ended.
  enum Ending {
    case done(CURLcode)
    case deadline
    case stopped
    case failed(String)
  }

  /// Runs one transfer on the calling thread and blocks until it ends.
  ///
  /// `headers` are checked lines; the callbacks of `transfer` are called before this returns and never after.
  func run(
    url: String, headers: [String], transfer: HTTPTransfer, connectTimeout: Duration, deadline: ContinuousClock.Instant,
    isCancelled: () -> Bool
  ) -> Ending {
    var list: UnsafeMutablePointer<curl_slist>?
    defer {
      _ = unsafe gv_curl_set_headers(easy, nil)
      unsafe curl_slist_free_all(list)
    }
    for header in headers {
      guard let longer = unsafe curl_slist_append(list, header) else { return .failed("no memory for the headers") }
      unsafe list = unsafe longer
    }
    let left = ContinuousClock.now.duration(to: deadline)
    guard left > .zero else { return .deadline }
    // The object outlives the transfer: withExtendedLifetime below holds it until curl has let go of the pointer.
    let context = unsafe Unmanaged.passUnretained(transfer).toOpaque()
    return withExtendedLifetime(transfer) {
      unsafe errorText.pointee = 0
      let codes = unsafe [
        gv_curl_set_string(easy, CURLOPT_URL, url),
        gv_curl_set_headers(easy, list),
        gv_curl_set_long(easy, CURLOPT_TIMEOUT_MS, Self.milliseconds(left)),
        gv_curl_set_long(easy, CURLOPT_CONNECTTIMEOUT_MS, Self.milliseconds(min(left, connectTimeout))),
        gv_curl_set_body_callback(easy, Self.onBody, context),
        gv_curl_set_header_callback(easy, Self.onHeader, context),
      ]
      guard codes.allSatisfy({ $0 == CURLE_OK }) else { return .failed("libcurl refused an option") }
      defer {
        _ = unsafe gv_curl_set_body_callback(easy, nil, nil)
        _ = unsafe gv_curl_set_header_callback(easy, nil, nil)
      }
      return withSIGPIPEHeld { drive(deadline: deadline, isCancelled: isCancelled) }
    }
  }

  private func drive(deadline: ContinuousClock.Instant, isCancelled: () -> Bool) -> Ending {
    guard unsafe curl_multi_add_handle(multi, easy) == CURLM_OK else { return .failed("libcurl cannot start a transfer") }
    // Taking a running transfer out closes its connection.
    defer { _ = unsafe curl_multi_remove_handle(multi, easy) }
    while true {
      if hasStopped || isCancelled() { return .stopped }
      var running: CInt = 0
      guard unsafe curl_multi_perform(multi, &running) == CURLM_OK else { return .failed("libcurl cannot go on") }
      var code = CURLE_OK
      if unsafe gv_curl_multi_result(multi, &code) == 1 { return .done(code) }
      guard running > 0 else { return .failed("libcurl lost the transfer") }
      let left = ContinuousClock.now.duration(to: deadline)
      // curl has the same timeout and ends first; this holds should it not.
      guard left > .milliseconds(-100) else { return .deadline }
      // A wake-up that comes before the wait ends it too, so none is lost between the check above and here.
      let wait = CInt(clamping: min(Self.milliseconds(max(left, .zero)), 1000))
      guard unsafe curl_multi_poll(multi, nil, 0, wait, nil) == CURLM_OK else { return .failed("libcurl cannot wait") }
    }
  }

  /// Rounded up, at least 1 (0 would mean no limit to curl) and at most what 32 bits hold.
  static func milliseconds(_ duration: Duration) -> Int {
    let (seconds, attoseconds) = duration.components
    guard seconds < 2_000_000 else { return 2_000_000_000 }
    guard seconds >= 0 else { return 1 }
    return max(1, Int(seconds) * 1000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000))
  }

  private static let onBody: gv_curl_data_callback = { data, size, count, context in
    unsafe CurlSession.deliver(data, size, count, context) { unsafe $0.takeBody($1) }
  }

  private static let onHeader: gv_curl_data_callback = { data, size, count, context in
    unsafe CurlSession.deliver(data, size, count, context) { unsafe $0.takeHeader($1) }
  }

  /// Returns the size of what was taken, or less, which makes curl stop.
  private static func deliver(
    _ data: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?,
    to take: (HTTPTransfer, UnsafeBufferPointer<UInt8>) -> Bool
  ) -> Int {
    let (total, overflow) = size.multipliedReportingOverflow(by: count)
    guard !overflow, let context = unsafe context else { return 0 }
    guard total > 0, let data = unsafe data else { return total }
    let transfer = unsafe Unmanaged<HTTPTransfer>.fromOpaque(context).takeUnretainedValue()
    let raw = unsafe UnsafeRawBufferPointer(start: data, count: total)
    return unsafe raw.withMemoryRebound(to: UInt8.self) { unsafe take(transfer, $0) } ? total : 0
  }
}
