/// What stands in one place of a sink: fields with their texts, in the order in which the server tells them. None where nothing stands there.
public struct StoredRecord: Sendable {
  /// Names and texts.
  public let fields: [(name: String, text: String)]

  /// A record of some fields.
  public init(_ fields: [(name: String, text: String)]) {
    self.fields = fields
  }
}
