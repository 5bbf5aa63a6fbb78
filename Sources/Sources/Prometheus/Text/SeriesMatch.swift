/// What a scrape holds for one selector.
enum SeriesMatch: Sendable, Hashable {
  /// No line has this series.
  case absent
  /// Exactly one line has it.
  case found(PrometheusSample)
  /// Several lines have it, be it with the same value: the format leaves open which one counts, so none does.
  case duplicate
}
