internal import Governor
internal import Redis
internal import Synchronization

/// What was read from one server in one round.
///
/// The runs of a client follow one another, so that who comes second finds what the first has read, whether that ended well or not; nobody waits
/// here beyond the turn of its run.
final class RoundReads: Sendable {
  private struct Key: Hashable {
    let address: RedisAddress
  }

  private let kept = Mutex(KeptHashes())
  private let scans = Mutex<[String: ScanResult]>([:])

  /// What a scan found.
  struct ScanResult: Sendable {
    let entities: EntityTable
    let skipped: Int
  }

  /// The reads of a round from a server.
  static func of(_ round: ReadingRound, at address: RedisAddress) async -> RoundReads {
    await round.value(Key(address: address)) { RoundReads() }
  }

  /// What was read so far, for the run in hand to add to and to hand back. Between the two there is nothing.
  func take() -> KeptHashes {
    kept.withLock { kept in
      defer { kept = KeptHashes() }
      return kept
    }
  }

  /// Hands back what was taken.
  func put(_ hashes: KeptHashes) { kept.withLock { $0 = hashes } }

  /// What a pattern's scan found, once it came to its end.
  func scan(_ glob: String) -> ScanResult? { scans.withLock { $0[glob] } }

  /// Keeps what a scan found.
  func keep(_ result: ScanResult, of glob: String) { scans.withLock { $0[glob] = result } }
}
