/// What stands now where a sink would write: texts by row and output.
public struct StoredRows: Sendable {
  /// The text of each output of each row, in the order of the batch's `rows` and `outputs`; nil where there is none.
  public let texts: [[String?]]
  /// The first thing that was wrong with the answers, for a person; the rows that it concerns are nil.
  public let fault: String?

  /// Why rows cannot be told, by their places in `texts`: something else stands under their keys.
  public let obstacles: [Int: String]

  /// Texts by row and output.
  public init(texts: [[String?]], fault: String? = nil, obstacles: [Int: String] = [:]) {
    self.texts = texts
    self.fault = fault
    self.obstacles = obstacles
  }
}
