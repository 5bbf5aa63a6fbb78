internal import Diagnostics
internal import Policy

/// One thing that a step expects of its tick.
struct Expectation: Sendable {
  /// What is looked at.
  enum Subject: Sendable {
    /// A value, of an entity or of the tick; where it is the field of a sink, the row was written too.
    case value(name: String, register: Register, sink: String?, entity: String?, expected: ExpectedValue)
    /// Whether sinks wrote the row of an entity, or the one of the tick; nil is every sink.
    case row(sink: String?, entity: String?, isWritten: Bool)
    /// The records of a source, or the one of an entity.
    case source(index: Int, entity: String?, words: [SourceWord])
    /// Which entities there are.
    case entities([String])
    /// A number of a sink's report.
    case count(sink: String, what: SinkCount, Int)
    /// A series of a metric, counted from the start of the test.
    case metric(SeriesName, ExpectedValue)
    /// The verdict of a check, on an entity or on the tick.
    case check(name: String, entity: String?, CheckWord)
    /// The entities whose violations a check published, in any order.
    case published(check: String, entities: [String])
    /// How many violations a check published.
    case publishedCount(check: String, Int)
  }

  let subject: Subject
  /// The expectation as written.
  let text: String
  /// Where it stands.
  let span: SourceSpan
  /// Where the name of its entity stands, if it has one.
  let nameSpan: SourceSpan?
}

/// What became of a sink's rows.
enum SinkCount: String, Sendable, CaseIterable {
  case written, deleted, failed, withheld, missing
}
