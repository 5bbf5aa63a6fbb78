import GovernorTesting
import Policy
import Testing

@testable import Governor

/// The source `s` of a policy of fakes, with this body; `perEntity` gives it a record for each symbol.
func declaration(_ body: String, perEntity: Bool = false) throws -> SourceDeclaration {
  let lines = body.split(separator: "\n").map { "    \($0)\n" }.joined()
  let policy = try Registry.fakes().load(
    """
    policy: test
    every: 10s
    \(perEntity ? "for_each: {symbol: found}" : "")
    sources:
      s:
        type: fake
    \(perEntity ? "    key: x:{symbol}" : "")
    \(lines)
    \(perEntity ? "  found: {type: fake, finds_entities: true}" : "")
    sinks:
      out: {type: fake, fields: {at: now}}
    """)
  guard let source = policy.sources.first(where: { $0.name == "s" }) else { throw RefusedTest() }
  return source
}

struct RefusedTest: Error {}

/// The fields of a record, as a policy writes them.
func fields(_ lines: String...) throws -> [RecordField] {
  try declaration("fields:\n" + lines.map { "  \($0)\n" }.joined()).fields
}

/// Records as a server sends them: a row for each dictionary, by field name.
func records(_ fields: [RecordField], _ rows: [[String: String]]) -> RecordBatch {
  var builder = RecordBatchBuilder(fields: fields, rows: rows.count)
  for (row, record) in rows.enumerated() {
    for (field, declaration) in fields.enumerated() {
      guard let text = record[declaration.name] else { continue }
      let bytes = Array(text.utf8)
      builder.set(bytes.span, field: field, row: row)
    }
  }
  return builder.finish()
}

extension Column {
  /// The value of a row as a test writes it; nil where there is none.
  func shown(_ row: Int = 0) -> String? {
    guard states[row].isPresent else { return nil }
    return isText ? texts.string(row: row) : NumberFormat.text(numbers[row])
  }
}

extension TextColumn {
  init(_ texts: [String]) {
    self.init()
    for text in texts { append(text) }
  }
}

/// Any time of day.
let noon = 1_769_594_400.0

extension LastKnownGood {
  func find(_ name: String, now: Double) -> (slot: Int, age: Double)? {
    let bytes = Array(name.utf8)
    return find(bytes.span, now: now)
  }

  mutating func remember(_ columns: [Column], row: Int, entity: String, asOf time: Double) {
    let bytes = Array(entity.utf8)
    remember(columns, row: row, name: bytes.span, asOf: time)
  }
}

// Expectations cannot hold spans.
extension EntityTable {
  mutating func row(adding name: [UInt8]) -> Int { insert(name.span) }
  func row(of name: [UInt8]) -> Int? { row(of: name.span) }
}

/// Waits for a condition, a minute at most.
func until(_ condition: @Sendable () -> Bool) async throws {
  let deadline = ContinuousClock.now.advanced(by: .seconds(60))
  while !condition() {
    try #require(ContinuousClock.now < deadline)
    try await Task.sleep(for: .milliseconds(1))
  }
}
