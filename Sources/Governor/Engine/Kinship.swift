internal import Policy

/// What a shadow takes over from its primary's tick, source by source.
struct Kinship: Sendable {
  /// How a source of the shadow relates to the primary's.
  enum Link: Sendable, Equatable {
    /// It reads the same and judges it alike: what the primary's source, by its place, settled on stands for it too.
    case same(Int)
    /// It reads the same as the primary's source and judges it by itself.
    case sameRead(Int)
    /// The primary has none like it.
    case own
  }

  /// A link for each source of the shadow.
  let links: [Link]

  /// The links between a shadow and its primary.
  init(of shadow: CheckedPolicy, to primary: CheckedPolicy) {
    var links: [Link] = []
    // Each source follows those that its keys need; the one that finds the entities may stand anywhere.
    let finder = shadow.sources.firstIndex(where: \.providesEntities).map { Self.twin(of: shadow.sources[$0], in: primary) }
    for source in shadow.sources {
      let own = Self.twin(of: source, in: primary)
      let needed = source.needs.compactMap { name in shadow.sources.firstIndex { $0.name == name } }
      // What is read for entities or under keys that may be others is another read.
      let hasSameRows =
        (source.cadence == .perTick || source.providesEntities || finder.map(Self.isSame) ?? true)
        && needed.allSatisfy { links.indices.contains($0) && Self.isSame(links[$0]) }
      links.append(hasSameRows ? own : .own)
    }
    self.links = links
  }

  /// Whether the shadow reads something for itself.
  var readsForItself: Bool { links.contains(.own) }

  /// The place of the primary's source that settles for one of the shadow's, if there is one.
  func twin(of index: Int) -> Int? { if case .same(let place) = links[index] { place } else { nil } }

  private static func isSame(_ link: Link) -> Bool { if case .same = link { true } else { false } }

  private static func twin(of source: SourceDeclaration, in primary: CheckedPolicy) -> Link {
    let place = primary.sources.firstIndex { other in
      other.identity == source.identity && other.cadence == source.cadence && other.providesEntities == source.providesEntities
    }
    guard let place else { return .own }
    let other = primary.sources[place]
    let isJudgedAlike =
      other.asOf == source.asOf && other.staleAfter == source.staleAfter && other.clockSkew == source.clockSkew
      && other.fallback == source.fallback
    return isJudgedAlike ? .same(place) : .sameRead(place)
  }
}

/// What a shadow's tick begins with: its primary's, and what it takes over from it.
struct PrimaryTick: Sendable {
  /// The primary's tick. It keeps its attempts.
  let report: TickReport
  /// What the shadow takes over.
  let kinship: Kinship

  /// What the primary's source settled on that stands for one of the shadow's. Nil where a last known good record stands there of which the
  /// shadow wants more than was read when it was new: what is missing for it may have been there.
  func snapshot(for index: Int, _ source: SourceDeclaration) -> SourceSnapshot? {
    guard let twin = kinship.twin(of: index), report.snapshot.sources.indices.contains(twin) else { return nil }
    let snapshot = report.snapshot.sources[twin]
    return snapshot.unreadFields.isDisjoint(with: source.wantedFields) ? snapshot.named(source.name) : nil
  }

  /// What the primary's source read that one of the shadow's judges by itself.
  func attempt(for index: Int) -> SourceKeeper.Attempt? {
    switch kinship.links[index] {
    case .same(let twin), .sameRead(let twin): report.attempts.indices.contains(twin) ? report.attempts[twin] : nil
    case .own: nil
    }
  }
}
