internal import Diagnostics
internal import ExecBinding
internal import Governor
internal import Policy

/// The rows of a batch in the words of the protocol, and what the program says became of them.
struct ExecRows {
  private let batch: OutputBatch
  private let deletions: [Int]

  init(_ batch: OutputBatch, deletions: [Int]) {
    self.batch = batch
    self.deletions = deletions
  }

  /// The members of the request beside those of every one.
  var members: [(String, String)] {
    [
      ("ask", JSONText.string("write")), ("policy", JSONText.string(batch.policy)),
      ("rows", JSONText.array(batch.rows.map { row($0) })), ("delete", JSONText.array(deletions.map { name($0) })),
    ]
  }

  /// A line for each row and each deletion, for a person.
  var lines: [String] { batch.rows.map { "write \(row($0))" } + deletions.map { "delete \(name($0))" } }

  private func name(_ row: Int) -> String { JSONText.optional(batch.entity(row)) }

  private func row(_ row: Int) -> String {
    let values = batch.outputs.map { output in
      let text = output.text(row: row)
      return (output.name, output.type == .text ? JSONText.string(text) : text)
    }
    return JSONText.object([("entity", name(row)), ("values", JSONText.object(values))])
  }

  /// What became of the rows: `failed` names those that did not do, and `written` and `deleted` must count the others.
  func result(of answer: JSONValue, undeleted: Int, _ program: ExecProgram) -> WriteResult {
    let place = program.place
    func invalid(_ message: String) -> WriteResult {
      let fault = PluginFault(.invalid, place: place, message: message)
      return WriteResult(written: 0, failed: batch.rows.count + batch.deletions.count, fault: fault)
    }
    var failed: Set<Int> = []
    var fault: PluginFault?
    switch answer["failed"] {
    case nil, .null?: break
    case .list(let items)?:
      for item in items {
        guard let row = self.row(named: item) else { return invalid("tells of a failed row that it was not given") }
        guard failed.insert(row).inserted else { return invalid("tells of a failed row twice") }
        var reason = "gives no reason"
        if case .text(let text)? = item["reason"] { reason = "says `\(program.withoutSecrets(text).shown(limit: 300))`" }
        if fault == nil {
          let entity = batch.entity(row).map { " of `\($0.shown(limit: 60))`" } ?? ""
          fault = PluginFault(.unreachable, place: place, message: "failed with the row\(entity): it \(reason)")
        }
      }
    case let other?: return invalid("gave `failed` that is \(other.kind) and no array")
    }
    let written = batch.rows.count { !failed.contains($0) }
    let deleted = deletions.count { !failed.contains($0) }
    for (name, count, isNeeded) in [("written", written, true), ("deleted", deleted, !deletions.isEmpty)] {
      guard let told = answer[name] else {
        if isNeeded { return invalid("answered without `\(name)`") }
        continue
      }
      guard told.integer == count else {
        return invalid("says that \(told.integer.map(String.init) ?? told.kind) are \(name), and \(count) of them did not fail")
      }
    }
    if undeleted > 0, fault == nil { fault = PluginFault(.invalid, place: place, message: "deletes nothing") }
    let undone = undeleted > 0 ? batch.deletions : []
    return WriteResult(
      written: written, deleted: deleted, failed: failed.count + undeleted, failedRows: (failed + undone).sorted(), fault: fault)
  }

  /// The row of a `failed` item: by its `entity`, which is `null` where there is one row for all.
  private func row(named item: JSONValue) -> Int? {
    guard case .object = item else { return nil }
    let rows = batch.rows + deletions
    guard batch.entities != nil else { return rows.first }
    guard case .text(let name)? = item["entity"] else { return nil }
    return rows.first { batch.entity($0) == name }
  }
}
