/// What is wrong with a question to a check. Whoever asked can mend it.
public struct CheckRefusal: Error, Sendable, Hashable {
  /// A fault of the question.
  public struct Fault: Sendable, Hashable, CustomStringConvertible {
    /// Which rule is broken.
    public let kind: Kind
    /// The name that it is about: of the check, of an input, or of what the policy calls its entities. May come from outside.
    public let name: String
    /// The fault in one line for a person, safe to show.
    public let description: String
  }

  /// The rules of a question; the raw values are words for machines and stay as they are.
  public enum Kind: String, Sendable, CaseIterable {
    /// The policy has no such check.
    case unknownCheck = "unknown_check"
    /// The check is asked about one entity, and none is named.
    case missingEntity = "missing_entity"
    /// Something is given that the check does not take.
    case unknownInput = "unknown_input"
    /// Something is not given that the check needs.
    case missingInput = "missing_input"
    /// Something given is of another type, or outside its range.
    case badInput = "bad_input"
  }

  /// All faults; at least one.
  public let faults: [Fault]
}
