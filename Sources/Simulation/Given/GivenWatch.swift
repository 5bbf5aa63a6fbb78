public import Diagnostics
public import Governor

/// Watches whether what is given for entities can be read at all: it cannot while nobody finds the entity.
public struct GivenWatch: Sendable {
  /// What was given and not yet read.
  private var open: [Given.Place] = []
  /// What was replaced, unread.
  private var idle: [Given.Place] = []
  private var found: Set<String> = []

  /// Nothing was given yet.
  public init() {}

  /// Something is given before a tick.
  public mutating func give(_ given: Given) {
    for (name, answer) in given.sources where !answer.isRepeated {
      idle += open.filter { $0.source == name }
      open.removeAll { $0.source == name }
    }
    open += given.places
  }

  /// A tick has read what it could.
  public mutating func take(_ report: TickReport) {
    guard report.knowsEntities, let entities = report.snapshot.entities else {
      // Which entities there are was not known, so none of the names is known to be wrong.
      open = []
      return
    }
    let names = Set((0..<entities.count).map { entities.name($0) })
    found.formUnion(names)
    open.removeAll { names.contains($0.entity) }
  }

  /// What was given and could never be read. `entity` is what the policy calls its entities.
  public func findings(entity: String?) -> DiagnosticBag {
    var bag = DiagnosticBag()
    // That an entity has no record may be said of one that is gone.
    for place in idle + open where !(place.isAbsence && found.contains(place.entity)) {
      bag.add(
        Diagnostic(
          .idleGiven, "no \(entity ?? "entity") `\(place.entity.shown(limit: 40))` is found while `\(place.source)` is given for it",
          at: place.span, caption: "nobody finds it", help: Suggestion.help(for: place.entity, among: found.sorted()),
          notes: [NameList.note("found", found.sorted())]))
    }
    return bag
  }
}

extension Given.Answer {
  /// Whether it only gives again what was given before.
  fileprivate var isRepeated: Bool {
    switch self {
    case .condition(.fresh), .condition(.stale): true
    default: false
    }
  }
}
