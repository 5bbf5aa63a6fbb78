/// What a request is answered.
public struct APIAnswer: Sendable {
  /// The status of HTTP.
  public let status: Int
  /// The type of the body.
  public let contentType: String
  /// Headers beside the type and the length.
  public let headers: [(name: String, value: String)]
  /// The body.
  public let body: [UInt8]

  /// An answer of any kind.
  public init(status: Int = 200, contentType: String, body: [UInt8], headers: [(name: String, value: String)] = []) {
    self.status = status
    self.contentType = contentType
    self.body = body
    self.headers = headers
  }

  /// An answer of JSON, which is written already.
  public init(status: Int = 200, json: String, headers: [(name: String, value: String)] = []) {
    self.init(status: status, contentType: "application/json", body: Array(json.utf8), headers: headers)
  }
}
