internal import Diagnostics

/// Why a request is not answered as it wishes.
public struct APIFault: Error, Sendable {
  /// The kinds, each with a status and a word that programs can rely on.
  public enum Code: String, Sendable, CaseIterable {
    case badRequest = "bad_request"
    case unauthorized
    case forbidden
    case notFound = "not_found"
    case methodNotAllowed = "method_not_allowed"
    case timeout = "request_timeout"
    case bodyTooLarge = "body_too_large"
    case targetTooLong = "target_too_long"
    case expectationFailed = "expectation_failed"
    case misdirected = "unknown_host"
    case unprocessable
    case headersTooLarge = "headers_too_large"
    case internalError = "internal_error"
    case unavailable

    /// The status of the answer.
    public var status: Int {
      switch self {
      case .badRequest: 400
      case .unauthorized: 401
      case .forbidden: 403
      case .notFound: 404
      case .methodNotAllowed: 405
      case .timeout: 408
      case .bodyTooLarge: 413
      case .targetTooLong: 414
      case .expectationFailed: 417
      case .misdirected: 421
      case .unprocessable: 422
      case .headersTooLarge: 431
      case .internalError: 500
      case .unavailable: 503
      }
    }
  }

  /// The kind.
  public let code: Code
  /// What rule was broken, for a person.
  public let message: String
  /// Headers that the answer has to carry.
  public let headers: [(name: String, value: String)]

  /// A fault.
  public init(_ code: Code, _ message: String, headers: [(name: String, value: String)] = []) {
    self.code = code
    self.message = message
    self.headers = headers
  }

  /// The answer that tells it: `{"error":{"code":"...","message":"..."}}`.
  public var answer: APIAnswer {
    APIAnswer(status: code.status, json: JSONText.object([member]), headers: headers)
  }

  /// The member `error` of an answer.
  var member: (String, String) {
    ("error", JSONText.object([("code", JSONText.string(code.rawValue)), ("message", JSONText.string(message))]))
  }
}
