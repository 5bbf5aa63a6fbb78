internal import Diagnostics
internal import Policy

/// What a request gives beside its path: parameters of the query, or members of one JSON object, each name once.
public struct RouteParameters: Sendable {
  /// A value as it came.
  enum Value: Sendable {
    /// Text of the query or of a JSON string; a field of any kind may be read from it.
    case text(String)
    /// A JSON number, as it is written.
    case number(String)
    case boolean(Bool)
  }

  private var values: [String: Value] = [:]
  /// The names in the order in which they came.
  private(set) var names: [String] = []

  /// Nothing is given.
  public init() {}

  /// The decoded parameters of a query, and a body that is empty or one flat JSON object. Throws where a name stands twice or the body is none.
  public init(query: [(name: String, value: String)], body: [UInt8] = []) throws(RouteRefusal) {
    for (name, value) in query { try add(name, .text(value)) }
    guard !body.isEmpty else { return }
    let members: [(name: String, value: JSONMembers.Value)]
    do throws(JSONMembers.Fault) {
      members = try JSONMembers.read(body)
    } catch {
      throw RouteRefusal(400, "bad_body", error.message)
    }
    for (name, value) in members {
      switch value {
      case .text(let text): try add(name, .text(text))
      case .number(let text): try add(name, .number(text))
      case .boolean(let value): try add(name, .boolean(value))
      // As good as not given.
      case .null: break
      }
    }
  }

  private mutating func add(_ name: String, _ value: Value) throws(RouteRefusal) {
    guard values[name] == nil else {
      throw RouteRefusal(400, "repeated_parameter", "`\(name.shown(limit: 60))` is given twice")
    }
    values[name] = value
    names.append(name)
  }

  /// Refuses what nobody asked for: a misspelt name would silently leave the right one out.
  func refuseOthers(than known: [String]) throws(RouteRefusal) {
    guard let name = names.first(where: { !known.contains($0) }) else { return }
    let hint = Suggestion.help(for: name, among: known).map { ": \($0)" } ?? ""
    let list = known.isEmpty ? "it takes none" : "it takes \(NameList.text(known))"
    throw RouteRefusal(400, "unknown_parameter", "`\(name.shown(limit: 60))` is not a parameter here\(hint.isEmpty ? "; \(list)" : hint)")
  }

  /// The text of a parameter; nil where it is not given.
  func text(_ name: String) throws(RouteRefusal) -> String? {
    switch values[name] {
    case nil: return nil
    case .text(let text): return text
    case .number, .boolean: throw RouteRefusal(400, "bad_parameter", "`\(name)` is a text")
    }
  }

  /// The parameters of some names, as a check takes them.
  func inputs(_ names: [String]) -> [String: CheckInput] {
    var inputs: [String: CheckInput] = [:]
    for name in names {
      switch values[name] {
      case nil: break
      case .text(let text): inputs[name] = .text(text)
      // What is too large for a number is none, and refused as a text is.
      case .number(let text): inputs[name] = NumberText.parse(text).map { .number($0) } ?? .text(text)
      case .boolean(let value): inputs[name] = .boolean(value)
      }
    }
    return inputs
  }

  /// One record of the given fields, parsed and held to their ranges as a source does it: in `columns` one row each. Fields that are not given and need not be are missing.
  func record(_ fields: [RecordField], now: (field: Int, time: Double)? = nil) throws(RouteRefusal) -> [Column] {
    var builder = RecordBatchBuilder(fields: fields, rows: 1)
    builder.setPresent(row: 0)
    for (index, field) in fields.enumerated() {
      if let now, now.field == index {
        builder.set(field.scale == .milliseconds ? now.time * 1000 : now.time, field: index, row: 0)
        continue
      }
      switch (values[field.name], field.kind) {
      case (nil, _): break
      case (.text(let text), _): set(text, index, &builder)
      case (.number(let text), .number), (.number(let text), .time): set(text, index, &builder)
      case (.boolean(let value), .boolean): builder.set(value ? 1 : 0, field: index, row: 0)
      case (.number, _), (.boolean, _): throw RouteRefusal(400, "bad_parameter", "`\(field.name)` is a \(field.kind.rawValue)")
      }
    }
    let record = builder.finish()
    for (index, field) in fields.enumerated() {
      guard let faults = record.fieldFaults[index] else { continue }
      guard faults.unusable > 0 else { throw RouteRefusal(400, "missing_parameter", "`\(field.name)` is missing") }
      throw RouteRefusal(400, "bad_parameter", "`\(field.name)`: \(faults.message)")
    }
    return record.columns
  }

  private func set(_ text: String, _ index: Int, _ builder: inout RecordBatchBuilder) {
    let bytes = Array(text.utf8)
    builder.set(bytes.span, field: index, row: 0)
  }

  /// Whether a parameter is given.
  func has(_ name: String) -> Bool { values[name] != nil }
}
