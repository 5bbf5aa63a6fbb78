internal import Policy

/// The last fresh record of each entity, or the one of a source without entities, and when its data was true.
///
/// Columns again: one slot for each entity, found by name. Slots of data that no step can use any more are dropped.
struct LastKnownGood: Sendable {
  /// Whether each field holds texts.
  let isText: [Bool]
  private let maximumAge: Double
  private var slots = EntityTable()
  private(set) var asOf: [Double] = []
  private var states: [[CellState]]
  private var numbers: [[Double]]
  private var texts: [[[UInt8]]]
  /// The fields that nobody read of records that were taken over, by slot: there they are missing, whatever the data had.
  private var unread: [Int: Set<Int>] = [:]

  /// A memory for records of the given fields, used up to `maximumAge` seconds.
  init(fields: [RecordField], maximumAge: Double) {
    self.init(isText: fields.map { $0.kind == .text }, maximumAge: maximumAge)
  }

  /// A memory for records of as many fields, of which some hold texts.
  init(isText: [Bool], maximumAge: Double) {
    self.isText = isText
    self.maximumAge = maximumAge
    states = isText.map { _ in [] }
    numbers = isText.map { _ in [] }
    texts = isText.map { _ in [] }
  }

  /// The same records, used up to another age.
  func used(upTo maximumAge: Double) -> LastKnownGood {
    var other = LastKnownGood(isText: isText, maximumAge: maximumAge)
    (other.slots, other.asOf) = (slots, asOf)
    (other.states, other.numbers, other.texts) = (states, numbers, texts)
    other.unread = unread
    return other
  }

  /// The same records, of which some fields were never read.
  func lacking(_ fields: Set<Int>) -> LastKnownGood {
    guard !fields.isEmpty else { return self }
    var other = self
    for slot in asOf.indices { other.unread[slot, default: []].formUnion(fields) }
    return other
  }

  /// The fields that were never read of a record.
  func unread(slot: Int) -> Set<Int> { unread[slot] ?? [] }

  /// Whether a field was never read of some record.
  func lacks(_ field: Int) -> Bool { unread.values.contains { $0.contains(field) } }

  /// The names of the records, by slot.
  var names: TextColumn { slots.names }

  /// How many records are remembered.
  var count: Int { asOf.count }

  /// Keeps a fresh row of a batch.
  mutating func remember(_ columns: [Column], row: Int, name: Span<UInt8>, asOf time: Double) {
    let slot = slots.insert(name)
    if slot == asOf.count { addSlot() }
    asOf[slot] = time
    if !unread.isEmpty { unread[slot] = nil }
    for field in isText.indices {
      states[field][slot] = columns[field].states[row]
      if isText[field] {
        texts[field][slot] = columns[field].texts.withBytes(row: row) { bytes in (0..<bytes.count).map { bytes[$0] } }
      } else {
        numbers[field][slot] = columns[field].numbers[row]
      }
    }
  }

  /// Puts a record back: false where there is one of that name.
  mutating func restore(_ name: Span<UInt8>, asOf time: Double, states cells: [CellState], numbers: [Double], texts: [[UInt8]]) -> Bool {
    guard slots.insert(name) == asOf.count else { return false }
    addSlot()
    let slot = asOf.count - 1
    asOf[slot] = time
    for field in isText.indices {
      states[field][slot] = cells[field]
      if isText[field] { self.texts[field][slot] = texts[field] } else { self.numbers[field][slot] = numbers[field] }
    }
    return true
  }

  /// The slot of a name and the age of its data, if there is one.
  func find(_ name: Span<UInt8>, now: Double) -> (slot: Int, age: Double)? {
    slots.row(of: name).map { ($0, now - asOf[$0]) }
  }

  /// A remembered number cell.
  func number(field: Int, slot: Int) -> (state: CellState, value: Double) { (states[field][slot], numbers[field][slot]) }

  /// A remembered text cell.
  func text(field: Int, slot: Int) -> (state: CellState, bytes: [UInt8]) { (states[field][slot], texts[field][slot]) }

  /// Drops what has been unusable for a while, once it is most of what is kept. What is only just too old stays, so that it is told so.
  mutating func tidy(now: Double) {
    let keep = asOf.indices.filter { now - asOf[$0] < maximumAge * 2 + 60 }
    guard asOf.count > 1024, keep.count * 2 < asOf.count else { return }
    var fresh = LastKnownGood(isText: isText, maximumAge: maximumAge)
    for slot in keep {
      slots.names.withBytes(row: slot) { _ = fresh.slots.insert($0) }
      fresh.unread[fresh.asOf.count] = unread[slot]
      fresh.asOf.append(asOf[slot])
      for field in isText.indices {
        fresh.states[field].append(states[field][slot])
        if isText[field] {
          fresh.texts[field].append(texts[field][slot])
        } else {
          fresh.numbers[field].append(numbers[field][slot])
        }
      }
    }
    self = fresh
  }

  private mutating func addSlot() {
    asOf.append(0)
    for field in isText.indices {
      states[field].append(.missing)
      if isText[field] { texts[field].append([]) } else { numbers[field].append(0) }
    }
  }
}
