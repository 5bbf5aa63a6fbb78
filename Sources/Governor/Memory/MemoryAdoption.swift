/// What a policy took over of a memory, and what it did not.
public struct MemoryAdoption: Sendable {
  /// Why what is remembered of a source cannot be used.
  public enum Reason: Sendable, Hashable, CustomStringConvertible {
    /// The policy has no source of the name.
    case noSuchSource
    /// It was read from another place, or in another way.
    case readsSomethingElse
    /// Another field, or none, said when the data was true.
    case otherTimes
    /// The records had other fields.
    case otherFields
    /// A field that is wanted now was not read then.
    case fieldNotRead(String)

    /// The reason, for a person.
    public var description: String {
      switch self {
      case .noSuchSource: "the policy has no such source"
      case .readsSomethingElse: "the source reads something else now"
      case .otherTimes: "its `as_of` is another one now"
      case .otherFields: "its records have other fields now"
      case .fieldNotRead(let name): "`\(name)` was not read then and is wanted now"
      }
    }
  }

  /// What is remembered of one source and cannot be used.
  public struct Refusal: Sendable, Hashable {
    /// The source's name.
    public let source: String
    /// Why it cannot.
    public let reason: Reason
  }

  /// The sources whose memory was taken over.
  public internal(set) var taken: [String] = []
  /// The sources whose memory was not.
  public internal(set) var refused: [Refusal] = []
}
