internal import CCurl

extension CurlSession {
  /// Turns the end of a transfer into a body or an error. `url` is already redacted.
  func verdict(_ ending: Ending, transfer: HTTPTransfer, url: String) -> Result<HTTPBody, HTTPError> {
    let code: CURLcode
    switch ending {
    case .done(let result): code = result
    case .deadline: return .failure(HTTPError(kind: .timedOut, message: "\(url) did not answer in time"))
    case .stopped: return .failure(HTTPError(kind: .cancelled, message: "the request to \(url) was cancelled"))
    case .failed(let why): return .failure(HTTPError(kind: .libraryFailure, message: "the request to \(url) failed: \(why)"))
    }
    // The status says more than that an error page was too long or cut.
    let status = transfer.status
    if status >= 200, status != 200, code == CURLE_OK || transfer.isTooLarge || code == CURLE_PARTIAL_FILE {
      return .failure(refusal(status: status, url: url))
    }
    if transfer.isTooLarge { return .failure(HTTPError(kind: .tooLarge, message: "the reply of \(url) is larger than the limit")) }
    guard code == CURLE_OK else { return .failure(failure(code, url: url)) }
    // The own reading of the status line and libcurl's must agree.
    guard status == 200, responseCode == 200, transfer.hasWholeHeaders else {
      return .failure(HTTPError(kind: .brokenResponse, message: "\(url) ended its reply within the headers"))
    }
    let isKnownWhole = (transfer.isChunked || hasLength) && !transfer.isEncoded
    let type = string(CURLINFO_CONTENT_TYPE)
    return .success(HTTPBody(bytes: transfer.body, contentType: type, isKnownWhole: isKnownWhole))
  }

  private func refusal(status: Int, url: String) -> HTTPError {
    guard [301, 302, 303, 307, 308].contains(status) else {
      return HTTPError(kind: .status(status), message: "\(url) answered with status \(status) and not 200")
    }
    let target = string(CURLINFO_REDIRECT_URL).map { HTTPFetch.redacted($0) }
    let place = target.map { "to \($0)" } ?? "without a usable `Location`"
    let advice = target.map { "; write \($0) as the address if that is what you mean" } ?? ""
    return HTTPError(
      kind: .refusedRedirect, message: "\(url) redirects (status \(status)) \(place), and redirects are not followed\(advice)")
  }

  private func failure(_ code: CURLcode, url: String) -> HTTPError {
    let words = unsafe String(cString: errorText)
    let detail = unsafe HTTPFetch.plain(words.isEmpty ? String(cString: curl_easy_strerror(code)) : words)
    let kind: HTTPError.Kind
    switch code {
    case CURLE_OPERATION_TIMEDOUT: kind = .timedOut
    case CURLE_URL_MALFORMAT: kind = .invalidRequest
    case CURLE_PARTIAL_FILE, CURLE_RECV_ERROR, CURLE_GOT_NOTHING, CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING,
      CURLE_UNSUPPORTED_PROTOCOL, CURLE_WRITE_ERROR, CURLE_SEND_ERROR:
      kind = .brokenResponse
    // What 7.88 answers to a header line beyond its own 100 KiB.
    case CURLE_OUT_OF_MEMORY: kind = .tooLarge
    case CURLE_FAILED_INIT, CURLE_BAD_FUNCTION_ARGUMENT, CURLE_UNKNOWN_OPTION, CURLE_NOT_BUILT_IN: kind = .libraryFailure
    default: kind = .unreachable
    }
    return HTTPError(kind: kind, message: "\(url): \(detail)")
  }

  private var responseCode: Int {
    var code = 0
    return unsafe gv_curl_get_long(easy, CURLINFO_RESPONSE_CODE, &code) == CURLE_OK ? code : 0
  }

  /// Whether libcurl counted the body against a length.
  private var hasLength: Bool {
    var length: curl_off_t = -1
    return unsafe gv_curl_get_offset(easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length) == CURLE_OK && length >= 0
  }

  private func string(_ info: CURLINFO) -> String? {
    var value: UnsafePointer<CChar>?
    guard unsafe gv_curl_get_string(easy, info, &value) == CURLE_OK, let value = unsafe value else { return nil }
    return unsafe String(cString: value)
  }
}
