internal import Policy

/// How the reads of one source have gone so far.
public struct SourceStatus: Sendable {
  /// The source's name.
  public let name: String
  /// When the last read ended, well or not, in Unix seconds.
  public private(set) var lastReadTime: Double?
  /// When the last read ended that gave records, in Unix seconds.
  public private(set) var lastSuccessTime: Double?
  /// How long the last read took, in seconds.
  public private(set) var lastReadSeconds: Double?
  /// What was wrong last, for a person: the fault of a read or of a record, or that a record is not there. It stays when all is well again.
  public private(set) var lastError: String?
  /// When that was, in Unix seconds.
  public private(set) var lastErrorTime: Double?

  init(name: String) {
    self.name = name
  }

  /// Takes in what the source of a declaration gave to a tick at `now`.
  mutating func take(_ snapshot: SourceSnapshot, of declaration: SourceDeclaration?, now: Double) {
    lastReadTime = now
    lastReadSeconds = snapshot.readSeconds
    if let words = snapshot.fault?.description ?? Self.absence(snapshot, declaration) {
      lastError = words
      lastErrorTime = now
    }
    if snapshot.fault.map({ $0.kind != .unreachable }) ?? true { lastSuccessTime = now }
  }

  /// Where a record that is not there was looked for; one for which nothing else stands comes first. Nil where all are there.
  private static func absence(_ snapshot: SourceSnapshot, _ declaration: SourceDeclaration?) -> String? {
    let states = snapshot.states
    let withheld = states.indices.first { states[$0] == .absent && snapshot.outcomes[$0] == .withheld }
    guard let row = withheld ?? states.firstIndex(of: .absent) else { return nil }
    return declaration.flatMap { snapshot.absence(of: row, $0) } ?? "there is no record"
  }
}
