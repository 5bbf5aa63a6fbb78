/// How Redis shortens a stream to its length.
enum StreamTrimming: String, Sendable, CaseIterable {
  /// It drops whole blocks of entries: cheap, and some hundred more may stand than were asked for.
  case approximate
  /// Never one entry more.
  case exact

  /// The word of `MAXLEN` for it.
  var sign: String { self == .approximate ? "~" : "=" }
}
