import Foundation
import Governor
import Policy

/// Appends a line for each row to a file that is there.
struct AppendSink: SinkPlugin {
  struct Configuration: SinkConfiguration {
    let path: String
    let outputs: [OutputField]
    var templates: [KeyTemplate] { [] }
    var writtenKeys: WrittenKeys? { nil }
  }

  static let type = "append"
  static let summary = "Appends a line for each row to a file."
  static let schema = Schema(
    .required("path", .text, "The file."), .required("fields", .outputs, "What each line holds: names and expressions."),
    make: Configuration.init)
  static let examples = PluginExamples(
    accepted: [PluginExample("a line a tick", "type: append\npath: /dev/null\nfields:\n  at: now")],
    refused: [PluginExample("without a path there is nowhere to write", "type: append\nfields:\n  at: now")])

  private let path: String

  init(_ configuration: Configuration, in context: BuildContext) { path = configuration.path }

  func preview(_ batch: OutputBatch) -> [String] {
    batch.rows.map { row in batch.outputs.map { "\($0.name)=\($0.text(row: row))" }.joined(separator: " ") }
  }

  func write(_ batch: OutputBatch, until deadline: ContinuousClock.Instant) async -> WriteResult {
    guard !batch.rows.isEmpty else { return WriteResult(written: 0) }
    do {
      let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
      try file.seekToEnd()
      try file.write(contentsOf: Data(preview(batch).map { $0 + "\n" }.joined().utf8))
      try file.close()
      return WriteResult(written: batch.rows.count)
    } catch {
      // Every row is accounted for: what is not known to be written has failed.
      let fault = PluginFault(.unreachable, place: path, message: "cannot be written")
      return WriteResult(written: 0, failed: batch.rows.count, fault: fault)
    }
  }

  func close() async {}
}
