internal import Governor
internal import Policy
internal import Redis
internal import RedisBinding
internal import Synchronization

/// Which fields of hashes the sources of a host want from one server and database, and under which keys: so that who reads a hash first reads
/// it for the others too.
final class HashInterests: Sendable {
  private struct Interest {
    let pattern: KeyPattern
    var fields: [String]
    /// Those whose keys may be the same, by their numbers.
    var neighbours: Set<Int> = []
  }

  private struct State {
    var lastID = 0
    var interests: [Int: Interest] = [:]
  }

  private let state = Mutex(State())

  /// Notes what a source wants, until its registration ends.
  func add(_ template: KeyTemplate, fields: [String]) -> HashInterest {
    let pattern = KeyPattern(template)
    let id = state.withLock { state in
      state.lastID += 1
      let id = state.lastID
      var interest = Interest(pattern: pattern, fields: fields)
      for (other, known) in state.interests where known.pattern.overlaps(pattern) {
        interest.neighbours.insert(other)
        state.interests[other]?.neighbours.insert(id)
      }
      state.interests[id] = interest
      return id
    }
    return HashInterest(id: id, among: self)
  }

  /// How many sources have not ended their registration.
  var count: Int { state.withLock { $0.interests.count } }

  fileprivate func remove(_ id: Int) {
    state.withLock { state in
      guard let gone = state.interests.removeValue(forKey: id) else { return }
      for other in gone.neighbours { state.interests[other]?.neighbours.remove(id) }
    }
  }

  /// The fields that anybody wants of the keys of a source, its own first, which are the ones given; and whether there are others.
  fileprivate func fields(_ id: Int, own: [String]) -> (all: [String], hasOthers: Bool) {
    state.withLock { state in
      guard let interest = state.interests[id] else { return (own, false) }
      // What it does not want after all the others need not fetch for it.
      if interest.fields != own { state.interests[id]?.fields = own }
      guard !interest.neighbours.isEmpty else { return (own, false) }
      var all = own
      var seen = Set(own)
      for other in interest.neighbours.sorted() {
        for field in state.interests[other]?.fields ?? [] where seen.insert(field).inserted { all.append(field) }
      }
      return (all, true)
    }
  }
}

/// The registration of one source. It ends with `end`, or with the source itself.
final class HashInterest: Sendable {
  private let id: Int
  private let interests: HashInterests

  fileprivate init(id: Int, among interests: HashInterests) {
    self.id = id
    self.interests = interests
  }

  deinit { end() }

  /// The fields to read for a source that wants `own`, and whether others may read the same keys.
  func fields(own: [String]) -> (all: [String], hasOthers: Bool) { interests.fields(id, own: own) }

  /// Nobody need read anything for it any more. May come twice.
  func end() { interests.remove(id) }
}

extension BuildContext {
  /// Registers what a source wants of the hashes under a key.
  func interest(in template: KeyTemplate, fields: [RecordField], at address: RedisAddress) -> HashInterest {
    resources.shared(address, make: { HashInterests() }, close: { _ in }).add(template, fields: fields.map(\.key))
  }
}
