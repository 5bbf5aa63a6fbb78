internal import CCurl
internal import Synchronization

/// One easy handle in one multi handle, freed together; keeps the idle connection for the next request.
///
/// The multi interface is there for `curl_multi_wakeup`: cancelling ends a wait at once, where a progress callback would be asked
/// only about once a second.
///
/// `@unchecked Sendable`: the handles are used only from the fetcher's queue, one job at a time, and in `deinit`, when nobody else has
/// them; the one exception is `curl_multi_wakeup`, which libcurl allows from any thread, and `isStopped` is atomic.
@safe final class CurlSession: @unchecked Sendable {
  let easy: UnsafeMutableRawPointer
  let multi: UnsafeMutableRawPointer
  /// libcurl writes the words of its last error here.
  let errorText: UnsafeMutablePointer<CChar>
  private let isStopped = Atomic<Bool>(false)

  /// curl_global_init runs once in the process, at the first session; Swift initialises a static under a lock.
  private static let isLibraryReady: Bool = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  /// Nil where libcurl cannot be set up.
  init?(userAgent: String) {
    guard Self.isLibraryReady, let easy = unsafe curl_easy_init() else { return nil }
    guard let multi = unsafe curl_multi_init() else {
      unsafe curl_easy_cleanup(easy)
      return nil
    }
    unsafe self.easy = unsafe easy
    unsafe self.multi = unsafe multi
    unsafe errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
    unsafe errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    guard configure(userAgent: userAgent) else { return nil }
  }

  deinit {
    // Closing a TLS connection writes to it.
    withSIGPIPEHeld {
      unsafe curl_easy_cleanup(easy)
      unsafe curl_multi_cleanup(multi)
    }
    unsafe errorText.deallocate()
  }

  /// Ends the running transfer and any later one. From any thread.
  func stop() {
    isStopped.store(true, ordering: .releasing)
    wake()
  }

  var hasStopped: Bool { isStopped.load(ordering: .acquiring) }

  /// Makes a running wait return. From any thread.
  func wake() { _ = unsafe curl_multi_wakeup(multi) }

  func withSIGPIPEHeld<Result>(_ body: () -> Result) -> Result {
    var state = gv_sigpipe()
    unsafe gv_sigpipe_hold(&state)
    defer { unsafe gv_sigpipe_release(&state) }
    return body()
  }

  private func configure(userAgent: String) -> Bool {
    let options: [(CURLoption, Int)] = [
      (CURLOPT_NOSIGNAL, 1), (CURLOPT_HTTPGET, 1),
      // A redirect is an error: the policy's author says where a number comes from, not the server.
      (CURLOPT_FOLLOWLOCATION, 0),
      (CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1)), (CURLOPT_HTTP09_ALLOWED, 0),
      (CURLOPT_NETRC, 0), (CURLOPT_SSL_VERIFYPEER, 1), (CURLOPT_SSL_VERIFYHOST, 2),
    ]
    var isSet = options.allSatisfy { unsafe gv_curl_set_long(easy, $0.0, $0.1) == CURLE_OK }
    // An empty proxy switches off http_proxy, https_proxy and all_proxy: the environment of the process must not change whom a number
    // is asked of, and a scrape of localhost must stay on the host. Who needs a proxy in between names it as the address.
    isSet = unsafe gv_curl_set_string(easy, CURLOPT_PROXY, "") == CURLE_OK && isSet
    // Only what the format names; it also makes curl decompress.
    isSet = unsafe gv_curl_set_string(easy, CURLOPT_ACCEPT_ENCODING, "gzip") == CURLE_OK && isSet
    isSet = unsafe gv_curl_set_string(easy, CURLOPT_USERAGENT, userAgent) == CURLE_OK && isSet
    isSet = unsafe gv_curl_allow_http_only(easy) == CURLE_OK && isSet
    isSet = unsafe gv_curl_set_error_buffer(easy, errorText) == CURLE_OK && isSet
    // Not known to a library older than the header: then a wait is longer, and nothing else.
    _ = unsafe gv_curl_do_not_wait_for_resolver(easy)
    return isSet
  }
}
