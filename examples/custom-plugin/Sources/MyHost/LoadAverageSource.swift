import Foundation
import Governor
import Policy

/// Reads how busy this machine is.
struct LoadAverageSource: SourcePlugin {
  struct Configuration: SourceConfiguration {
    let fields: [RecordField]
    var templates: [KeyTemplate] { [] }
    var entities: EntityProvision { .none }
  }

  static let type = "load_average"
  static let summary = "Reads the load averages of the last 1, 5 and 15 minutes from the kernel."
  static let schema = Schema(
    .required("fields", .recordFields, "`one`, `five` or `fifteen`, and what each may hold."), make: Configuration.init)
  static let examples = PluginExamples(
    accepted: [PluginExample("the last minute", "type: load_average\nfields:\n  one: {type: number}")],
    refused: [PluginExample("without fields there is nothing to read", "type: load_average")])

  init(_ configuration: Configuration, in context: BuildContext) {}

  func read(_ request: ReadRequest) async throws(PluginFault) -> Reading {
    guard let text = try? String(contentsOfFile: "/proc/loadavg", encoding: .utf8) else {
      throw PluginFault(.unreachable, place: "/proc/loadavg", message: "cannot be read")
    }
    let numbers = zip(["one", "five", "fifteen"], text.split(separator: " "))
    // The builder reads the text by the field's type, and holds it to its range.
    var builder = request.builder(rows: 1)
    for (index, field) in request.fields.enumerated() {
      guard let number = numbers.first(where: { $0.0 == field.key })?.1 else { continue }
      builder.set(Array(number.utf8).span, field: index, row: 0)
    }
    return Reading(records: builder.finish())
  }

  func close() async {}
}
