internal import Policy

/// The series of one metric: a value for each text of its labels, and no more of them than the policy allows.
///
/// Columns again: the labels of a series, joined, are looked up as bytes.
struct MetricSeries: Sendable {
  let declaration: MetricDeclaration
  private let limit: Int
  /// The labels of each series, each closed by a byte that no text holds.
  private var keys = EntityTable()
  private var values: [Double] = []
  /// The entity that each series belongs to; empty where it belongs to the tick.
  private var owners: [[UInt8]] = []
  private var leftOut = 0
  private var leftOutInAll = 0
  /// Which series the rows of the last tick have. From tick to tick the labels are mostly the same, and are not joined and looked up again.
  private var places: Places?

  /// The rows of a tick and their series.
  private struct Places: Sendable {
    let entities: TextColumn?
    let labels: [(states: [CellState], texts: TextColumn)]
    /// The rows of a gauge that have a value.
    let shown: [Int]
    /// The series of each row of `shown`, or of all rows for a counter; nil where there was no room, or no label.
    let slots: [Int?]
    let leftOut: Int

    func fit(_ entities: TextColumn?, _ labels: [Column], shown: [Int]) -> Bool {
      self.entities == entities && self.shown == shown
        && zip(self.labels, labels).allSatisfy { $0.states == $1.states && $0.texts == $1.texts }
    }
  }

  init(_ declaration: MetricDeclaration, limit: Int) {
    self.declaration = declaration
    self.limit = limit
  }

  /// No byte of UTF-8 text has this value.
  private static let end: UInt8 = 0xFF

  /// Whether it counts what an earlier one counted, under the same labels.
  func continues(_ other: MetricSeries) -> Bool {
    guard declaration.name == other.declaration.name, declaration.labels.map(\.name) == other.declaration.labels.map(\.name),
      declaration.cadence == other.declaration.cadence
    else { return false }
    return switch (declaration.kind, other.declaration.kind) {
    case (.gauge, .gauge): true
    case (.counter(let one, let isPerEntity), .counter(let two, let wasPerEntity)): one == two && isPerEntity == wasPerEntity
    default: false
    }
  }

  /// Goes on with an earlier one's series, as far as the limit goes.
  mutating func takeOver(from other: MetricSeries) {
    clear()
    places = nil
    for slot in other.values.indices.prefix(limit) { adopt(slot, of: other) }
    leftOutInAll = other.leftOutInAll
  }

  mutating func take(_ report: TickReport, _ events: EventRows) {
    leftOut = 0
    switch declaration.kind {
    case .gauge(let register): show(report.evaluation[register], report)
    case .counter(let event, let perEntity): count(event, perEntity: perEntity, report, events)
    }
    leftOutInAll += leftOut
  }

  /// A gauge shows this tick and nothing else. Where there is no room for all, what was shown before goes first: a series that comes and
  /// goes is of less use than one that is not there.
  private mutating func show(_ column: Column, _ report: TickReport) {
    let rows = declaration.cadence == .perEntity ? report.snapshot.rows : 1
    let shown = (0..<rows).filter { column.states[column.count == 1 ? 0 : $0].isPresent }
    let labels = declaration.labels.map { report.evaluation[$0.register] }
    if let places, places.fit(report.snapshot.entities?.names, labels, shown: shown) {
      leftOut = places.leftOut
      // Of two rows with the same labels the later one shows, as when they were looked up.
      for (row, slot) in zip(shown, places.slots) { if let slot { values[slot] = column.numbers[column.count == 1 ? 0 : row] } }
      return
    }
    let before = keys
    clear()
    var slots: [Int: Int] = [:]
    var late: [Int] = []
    for row in shown {
      guard let key = key(row, report) else { continue }
      if rows > limit, before.row(of: key.span) == nil { late.append(row) } else { slots[row] = set(key, row, column, report) }
    }
    for row in late { if let key = key(row, report) { slots[row] = set(key, row, column, report) } }
    keep(report, labels, shown: shown, slots: shown.map { slots[$0] })
  }

  private mutating func set(_ key: [UInt8], _ row: Int, _ column: Column, _ report: TickReport) -> Int? {
    guard let slot = slot(key, row, report) else { return nil }
    values[slot] = column.numbers[column.count == 1 ? 0 : row]
    return slot
  }

  private mutating func keep(_ report: TickReport, _ labels: [Column], shown: [Int], slots: [Int?]) {
    places = Places(
      entities: report.snapshot.entities?.names, labels: labels.map { ($0.states, $0.texts) }, shown: shown, slots: slots, leftOut: leftOut)
  }

  private mutating func count(_ event: Event, perEntity: Bool, _ report: TickReport, _ events: EventRows) {
    guard declaration.cadence == .perEntity else {
      guard let key = key(0, report), let slot = slot(key, 0, report) else { return }
      values[slot] += Double(perEntity ? events.rows(event).count : events.count(event))
      return
    }
    let labels = declaration.labels.map { report.evaluation[$0.register] }
    if let places, places.fit(report.snapshot.entities?.names, labels, shown: []) {
      leftOut = places.leftOut
      for row in events.rows(event) { if let slot = places.slots[row] { values[slot] += 1 } }
      return
    }
    let keys = (0..<report.snapshot.rows).map { key($0, report) }
    if let entities = report.snapshot.entities { end(entities, keys, report) }
    // A series begins at 0 with its entity, so that its first event is seen as a rise.
    let slots = keys.indices.map { row in keys[row].flatMap { slot($0, row, report) } }
    for row in events.rows(event) { if let slot = slots[row] { values[slot] += 1 } }
    keep(report, labels, shown: [], slots: slots)
  }

  /// Ends the series whose entity is gone. One that several entities share goes on with those that are left.
  private mutating func end(_ entities: EntityTable, _ keys: [[UInt8]?], _ report: TickReport) {
    var isGone = owners.map { entities.row(of: $0.span) == nil }
    guard isGone.contains(true) else { return }
    for row in keys.indices {
      guard let key = keys[row], let slot = self.keys.row(of: key.span), isGone[slot] else { continue }
      isGone[slot] = false
      owners[slot] = owner(row, report)
    }
    let old = self
    clear()
    for slot in old.values.indices where !isGone[slot] { adopt(slot, of: old) }
  }

  /// The labels of a row; nil where one has no text. What is no UTF-8 is mended here, so that no two series read the same.
  private func key(_ row: Int, _ report: TickReport) -> [UInt8]? {
    var key: [UInt8] = []
    for label in declaration.labels {
      let column = report.evaluation[label.register]
      let index = column.count == 1 ? 0 : row
      guard column.states[index].isPresent else { return nil }
      let start = key.count
      column.texts.withBytes(row: index) { text in for position in text.indices { key.append(text[position]) } }
      if key[start...].contains(where: { $0 >= 0x80 }) {
        key.replaceSubrange(start..., with: String(decoding: key[start...], as: UTF8.self).utf8)
      }
      key.append(Self.end)
    }
    return key
  }

  /// The place of the series with some labels; nil where there is no room for it.
  private mutating func slot(_ key: [UInt8], _ row: Int, _ report: TickReport) -> Int? {
    if let slot = keys.row(of: key.span) { return slot }
    guard values.count < limit else {
      leftOut += 1
      return nil
    }
    keys.insert(key.span)
    values.append(0)
    owners.append(declaration.cadence == .perEntity ? owner(row, report) : [])
    return values.count - 1
  }

  private func owner(_ row: Int, _ report: TickReport) -> [UInt8] {
    report.snapshot.entities?.names.withBytes(row: row) { name in name.indices.map { name[$0] } } ?? []
  }

  private mutating func clear() {
    keys = EntityTable()
    values = []
    owners = []
  }

  private mutating func adopt(_ slot: Int, of other: MetricSeries) {
    other.keys.names.withBytes(row: slot) { _ = keys.insert($0) }
    values.append(other.values[slot])
    owners.append(other.owners[slot])
  }

  /// What was left out, if anything ever was.
  var cut: CutMetric? {
    leftOutInAll == 0 ? nil : CutMetric(name: declaration.name, limit: limit, now: leftOut, total: leftOutInAll)
  }

  /// The series in the order in which they began.
  var samples: [MetricSample] {
    values.indices.map { slot in
      let texts = keys.names.withBytes(row: slot) { key in
        key.indices.map { key[$0] }.split(separator: Self.end, omittingEmptySubsequences: false)
      }
      let labels = zip(declaration.labels, texts).map { MetricSample.Label(name: $0.name, value: String(decoding: $1, as: UTF8.self)) }
      return MetricSample(metric: declaration.name, labels: labels, value: values[slot])
    }
  }
}
