/// One field of a plugin's configuration, told without Swift.
public struct FieldDescription: Sendable {
  /// The key in the policy.
  public let name: String
  /// What the field takes.
  public let type: TypeDescription
  /// Whether the field must be written.
  public let isRequired: Bool
  /// The default as it would be written in a policy, for an optional field that has one.
  public let defaultText: String?
  /// One sentence for the reference.
  public let summary: String

  /// A field by its parts.
  public init(name: String, type: TypeDescription, isRequired: Bool, defaultText: String? = nil, summary: String) {
    self.name = name
    self.type = type
    self.isRequired = isRequired
    self.defaultText = defaultText
    self.summary = summary
  }
}
