/// Where a value stands in the replies of a pipeline.
public struct ReplyPosition: Sendable, Hashable {
  /// Which command is answered, from 0 in each pipeline.
  public let command: Int
  /// How many arrays are around the value; 0 is the reply itself.
  public let depth: Int
  /// Place in the array right around the value, from 0; 0 at depth 0.
  public let index: Int
  /// Place of that array in the array around it; 0 at depths 0 and 1.
  public let parentIndex: Int

  /// Makes a position; also for tests of visitors.
  public init(command: Int, depth: Int = 0, index: Int = 0, parentIndex: Int = 0) {
    self.command = command
    self.depth = depth
    self.index = index
    self.parentIndex = parentIndex
  }
}
