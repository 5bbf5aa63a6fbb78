internal import Policy

/// What a running policy keeps in mind from tick to tick: the last known good records of its sources and the entities found last.
///
/// A value: it goes from the runner of one version of a policy to that of the next, from a primary to its shadow, and to disk. Times in it
/// are Unix seconds of the data, so that ages are right wherever it is taken over.
public struct PolicyMemory: Sendable {
  /// The policy's name.
  public let policy: String
  let sources: [SourceMemory]

  init(policy: String, sources: [SourceMemory]) {
    self.policy = policy
    self.sources = sources
  }

  init(_ policy: CheckedPolicy, _ keepers: [SourceKeeper], _ entities: EntityMemory) {
    self.policy = policy.name
    // A source of which nothing is ever kept has nothing to hand on.
    sources = keepers.map { SourceMemory($0, entities: entities) }.filter { $0.records != nil }
  }

  /// How many records and entities are known.
  public var count: Int { sources.reduce(0) { $0 + $1.count } }

  /// Gives the keepers what each may take.
  func give(to keepers: inout [SourceKeeper], _ entities: inout EntityMemory) -> MemoryAdoption {
    var adoption = MemoryAdoption()
    for memory in sources where memory.count > 0 {
      guard let index = keepers.firstIndex(where: { $0.declaration.name == memory.name }) else {
        adoption.refused.append(MemoryAdoption.Refusal(source: memory.name, reason: .noSuchSource))
        continue
      }
      if let reason = memory.refusal(by: keepers[index].declaration) {
        adoption.refused.append(MemoryAdoption.Refusal(source: memory.name, reason: reason))
        continue
      }
      if let records = memory.records { keepers[index].adopt(records, unread: memory.unreadFields) }
      if let found = memory.entities, keepers[index].declaration.providesEntities { entities = found }
      adoption.taken.append(memory.name)
    }
    return adoption
  }
}
