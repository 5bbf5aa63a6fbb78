/// Something that happens in a tick and can be counted: `source.NAME.stale`, `sink.NAME.written`, `check.NAME.violated`.
public enum Event: Sendable, Hashable {
  /// Of a source, by its name.
  case source(String, SourceEvent)
  /// Of a sink, by its name.
  case sink(String, SinkEvent)
  /// Of a check, by its name.
  case check(String, CheckEvent)
}

/// What can happen to a record of a source.
public enum SourceEvent: String, Sendable, CaseIterable {
  /// The record is good and young enough.
  case fresh
  /// Too old, or too far in the future.
  case stale
  /// Not there.
  case absent
  /// There and not good.
  case invalid
  /// Its server could not be asked.
  case unreachable
  /// Any of the four before.
  case notFresh = "not_fresh"
  /// There was a last known good record, and it is too old now.
  case tooOld = "too_old"
  /// The last known good record stood for it, and reached an output.
  case lastKnownGood = "last_known_good"
  /// The policy's default stood for it, and reached an output.
  case `default`
  /// Its fields were missing, and an output was computed without them.
  case missing
  /// What needs it was not written.
  case withheld
}

/// What can happen to a row of a sink.
public enum SinkEvent: String, Sendable, CaseIterable {
  /// It was written.
  case written
  /// It is not known to be written.
  case failed
  /// It was kept back.
  case withheld
}

/// What can come of a check.
public enum CheckEvent: String, Sendable, CaseIterable {
  /// The condition is false.
  case allowed
  /// The condition is true.
  case violated
  /// The condition is true, and the policy is in mode `enforce`.
  case blocked
}

extension Event {
  /// The event as a policy names it.
  public var text: String {
    switch self {
    case .source(let name, let event): "source.\(name).\(event.rawValue)"
    case .sink(let name, let event): "sink.\(name).\(event.rawValue)"
    case .check(let name, let event): "check.\(name).\(event.rawValue)"
    }
  }
}
