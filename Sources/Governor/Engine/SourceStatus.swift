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
  /// What was wrong last, for a person; it stays when all is well again.
  public private(set) var lastError: String?
  /// When that was, in Unix seconds.
  public private(set) var lastErrorTime: Double?

  init(name: String) {
    self.name = name
  }

  /// Takes in what a source gave to a tick at `now`.
  mutating func take(_ snapshot: SourceSnapshot, now: Double) {
    lastReadTime = now
    lastReadSeconds = snapshot.readSeconds
    if let fault = snapshot.fault {
      lastError = fault.description
      lastErrorTime = now
    }
    if snapshot.fault.map({ $0.kind != .unreachable }) ?? true { lastSuccessTime = now }
  }
}
