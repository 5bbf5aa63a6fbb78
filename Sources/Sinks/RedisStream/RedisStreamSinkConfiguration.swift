public import Diagnostics
public import Policy
internal import RedisBinding

/// What a policy says of a `redis_stream` sink.
public struct RedisStreamSinkConfiguration: SinkConfiguration {
  let server: RedisServerReference
  let stream: KeyTemplate
  /// Entries that are kept.
  let maxLength: Int
  let trimming: StreamTrimming
  /// Whether an entry is one field with a JSON object, and not a field for each output.
  let isJSON: Bool
  /// What an entry holds.
  public let outputs: [OutputField]

  /// The name of the field that holds the JSON object.
  static let jsonField = "json"

  /// The stream, whose placeholder the entity fills.
  public var templates: [KeyTemplate] { [stream] }
  /// The streams in their database.
  public var writtenKeys: WrittenKeys? { WrittenKeys(place: server.place, template: stream) }
  /// The connection's URL.
  public var address: SourceSpan? { server.span }
  /// The connection's name.
  public var connection: String? { server.name }
  /// Entries stand behind each other.
  public var appends: Bool { true }
}
