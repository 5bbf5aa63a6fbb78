internal import Diagnostics
public import Policy

/// Takes the values of records as they arrive, in any order, and makes columns of them.
///
/// This is the one place where text from outside becomes a number, a time or a boolean, and where ranges are held.
public struct RecordBatchBuilder {
  private let fields: [RecordField]
  private let rows: Int
  private var cells: [CellBuffer]
  private var faulty: [Bool]
  private var present: [Bool]
  /// The first fault for which a record is invalid, and the first that costs it no more than an optional field.
  private var firstFault: (row: Int, text: String)?
  private var firstUnusable: (row: Int, text: String)?
  private var fieldFaults: [Int: RecordBatch.FieldFaults] = [:]
  private var held: [RecordBatch.HeldField?]
  private var raw: RawRecords?

  /// A builder of `rows` records, all absent until something is set. `keepsRaw` keeps what came beside what it was read as.
  public init(fields: [RecordField], rows: Int, keepsRaw: Bool = false) {
    self.fields = fields
    self.rows = rows
    raw = keepsRaw ? RawRecords(fields: fields.count, rows: rows) : nil
    held = [RecordBatch.HeldField?](repeating: nil, count: fields.count)
    cells = fields.map { CellBuffer(isText: $0.kind == .text, rows: rows) }
    faulty = [Bool](repeating: false, count: rows)
    present = faulty
  }

  /// Sets a field from text. What is no value of the field's type is noted and decides, in the end, what becomes of the record.
  public mutating func set(_ bytes: Span<UInt8>, field: Int, row: Int) {
    guard fields.indices.contains(field), row >= 0, row < rows else { return }
    if raw != nil { raw?.keep(bytes, field: field, row: row) }
    switch fields[field].kind {
    case .text:
      cells[field].set(text: bytes, row: row)
    case .number:
      set(NumberText.parse(bytes), field: field, row: row) { Self.quote(bytes) + " is not a number" }
    case .time:
      set(time: TimeText.parse(bytes, in: fields[field].scale), field: field, row: row) { Self.quote(bytes) + " is not a time" }
    case .boolean:
      set(time: BooleanText.parse(bytes), field: field, row: row) { Self.quote(bytes) + " is neither true nor false" }
    }
  }

  /// Sets a field from a number: a time in the field's own scale, a boolean as 0 or 1. Nan and infinities are no numbers, and a number is
  /// no text.
  public mutating func set(_ number: Double, field: Int, row: Int) {
    guard fields.indices.contains(field), row >= 0, row < rows else { return }
    if raw != nil { raw?.keep("\(number)", field: field, row: row) }
    let number = number.isFinite ? number : nil
    switch fields[field].kind {
    case .number: set(number, field: field, row: row) { "it is not a finite number" }
    case .time:
      let isMilliseconds = fields[field].scale == .milliseconds
      set(time: number.map { isMilliseconds ? $0 / 1000 : $0 }, field: field, row: row) { "it is not a finite number" }
    case .boolean: set(time: number.flatMap { $0 == 0 || $0 == 1 ? $0 : nil }, field: field, row: row) { "it is neither 0 nor 1" }
    case .text: refuse(field: field, row: row) { "a number is not a text" }
    }
  }

  /// Sets a field to a constant that the policy wrote and the loader has checked; `text` is how it is written there.
  public mutating func set(_ constant: Constant, field: Int, row: Int, text: String? = nil) {
    guard fields.indices.contains(field), row >= 0, row < rows else { return }
    if raw != nil, let text { raw?.keep(text, field: field, row: row) }
    if raw != nil, text == nil { raw?.keep(constant, field: field, row: row) }
    put(constant, field: field, row: row)
  }

  private mutating func put(_ constant: Constant, field: Int, row: Int) {
    switch (constant, fields[field].kind) {
    case (.number(let value), .number) where value.isFinite, (.time(let value), .time) where value.isFinite:
      cells[field].set(number: value, row: row)
    case (.boolean(let value), .boolean): cells[field].set(number: value ? 1 : 0, row: row)
    case (.text(let text), .text):
      let bytes = Array(text.utf8)
      cells[field].set(text: bytes.span, row: row)
    // A plugin may hand over a constant that no loader has seen.
    default: refuse(field: field, row: row) { "a constant of another type" }
    }
  }

  /// Says that a record is there even if none of its fields is set.
  public mutating func setPresent(row: Int) {
    guard row >= 0, row < rows else { return }
    present[row] = true
  }

  /// Makes a whole record invalid, whatever its fields say.
  public mutating func fault(row: Int, _ message: @autoclosure () -> String) {
    guard row >= 0, row < rows else { return }
    faulty[row] = true
    note(row, message)
  }

  /// Says that what came is no value of a field, whatever its type; what becomes of the record is as where a text is none.
  public mutating func setUnusable(field: Int, row: Int, _ complaint: @autoclosure () -> String) {
    guard fields.indices.contains(field), row >= 0, row < rows else { return }
    refuse(field: field, row: row, complaint)
  }

  private mutating func set(_ value: Double?, field: Int, row: Int, _ complaint: () -> String) {
    guard let value else { return refuse(field: field, row: row, complaint) }
    guard let range = fields[field].range, !range.contains(value) else { return cells[field].set(number: value, row: row) }
    switch fields[field].outside {
    case .clamp:
      cells[field].set(number: range.clamp(value), row: row)
      var noted = held[field] ?? RecordBatch.HeldField(row: row, value: value)
      noted.count += 1
      held[field] = noted
    case .invalid: refuse(field: field, row: row) { "`\(NumberFormat.text(value))` lies outside \(range)" }
    }
  }

  private mutating func set(time value: Double?, field: Int, row: Int, _ complaint: () -> String) {
    guard let value else { return refuse(field: field, row: row, complaint) }
    cells[field].set(number: value, row: row)
  }

  private mutating func refuse(field: Int, row: Int, _ complaint: () -> String) {
    cells[field].setUnusable(row: row)
    let name = fields[field].name
    fieldFaults[field, default: .init(row: row, message: complaint())].unusable += 1
    note(row, isInvalid: fields[field].absence != .missing) { "field `\(name)`: \(complaint())" }
  }

  private mutating func note(_ row: Int, isInvalid: Bool = true, _ message: () -> String) {
    if isInvalid {
      if firstFault == nil { firstFault = (row, message()) }
    } else if firstUnusable == nil {
      firstUnusable = (row, message())
    }
    if raw != nil { raw?.note(message(), row: row) }
  }

  private static func quote(_ bytes: Span<UInt8>) -> String {
    var text: [UInt8] = []
    for index in 0..<min(bytes.count, 40) { text.append(bytes[index]) }
    return "`" + String(decoding: text, as: UTF8.self).shown(limit: 40) + "`"
  }

  /// The records. Defaults of fields are filled in, and each row is judged.
  public consuming func finish() -> RecordBatch {
    var states = [RecordBatch.RowState](repeating: .absent, count: rows)
    var unusable = 0
    for row in 0..<rows {
      if faulty[row] {
        states[row] = .invalid
        continue
      }
      guard present[row] || cells.contains(where: { $0.isSet(row) }) else { continue }
      states[row] = .present
      for (field, declaration) in fields.enumerated() {
        switch (cells[field].isUnusable(row), cells[field].isSet(row), declaration.absence) {
        case (true, _, .missing): unusable += 1
        case (true, _, _): states[row] = .invalid
        case (false, false, .required):
          states[row] = .invalid
          let name = declaration.name
          fieldFaults[field, default: .init(row: row, message: "it is not there")].missing += 1
          note(row) { "field `\(name)` is not there" }
        case (false, false, .value(let constant)): put(constant, field: field, row: row)
        default: break
        }
      }
    }
    // Whoever asks why records are invalid is not to be told of one that is good.
    let fault = firstFault ?? firstUnusable
    return RecordBatch(
      columns: cells.map { $0.column() }, states: states, unusableFields: unusable, firstFault: fault?.text,
      firstFaultRow: fault?.row, fieldFaults: fieldFaults,
      heldFields: Dictionary(uniqueKeysWithValues: held.indices.compactMap { index in held[index].map { (index, $0) } }), raw: raw)
  }
}
