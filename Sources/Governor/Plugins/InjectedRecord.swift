/// A record that is put in the place of a source: its fields under the names that the data has for them, as texts that the source reads.
public struct InjectedRecord: Sendable {
  /// Keys and texts; at least one.
  public let fields: [(key: String, text: String)]

  /// A record of some fields.
  public init(_ fields: [(key: String, text: String)]) {
    self.fields = fields
  }
}
