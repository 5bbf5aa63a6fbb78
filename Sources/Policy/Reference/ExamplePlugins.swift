internal import Diagnostics

/// Finds entities of whatever name. It is only ever loaded.
struct ExampleFinder: SourceConfiguration {
  let span: SourceSpan
  var fields: [RecordField] { [] }
  var templates: [KeyTemplate] { [] }
  var entities: EntityProvision { .anyName }
}

/// Writes nothing. It is only ever loaded.
struct ExampleSink: SinkConfiguration {
  let span: SourceSpan
  var outputs: [OutputField] { [] }
  var templates: [KeyTemplate] { [] }
  var writtenKeys: WrittenKeys? { nil }
}
