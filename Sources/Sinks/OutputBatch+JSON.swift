internal import Diagnostics
internal import Governor
internal import Policy

extension OutputBatch.Output {
  /// The value of a row as JSON: numbers in their shortest form, times in whole seconds, texts in quotes.
  func json(row: Int) -> String {
    let text = text(row: row)
    return type == .text ? JSONText.string(text) : text
  }
}

extension OutputBatch {
  /// The values of a row as a JSON object, in the order of the policy.
  func json(row: Int) -> String { JSONText.object(outputs.map { ($0.name, $0.json(row: row)) }) }
}
