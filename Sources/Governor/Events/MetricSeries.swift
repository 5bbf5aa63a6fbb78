internal import Policy

/// The series of one metric: a value for each text of its labels.
///
/// Columns again: the labels of a series, joined, are looked up as bytes.
struct MetricSeries: Sendable {
  private let declaration: MetricDeclaration
  /// The labels of each series, each closed by a byte that no text holds.
  private var keys = EntityTable()
  private var values: [Double] = []
  /// The entity that each series belongs to; empty where it belongs to the tick.
  private var owners: [[UInt8]] = []

  init(_ declaration: MetricDeclaration) {
    self.declaration = declaration
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

  /// Goes on with an earlier one's series.
  mutating func takeOver(from other: MetricSeries) {
    keys = other.keys
    values = other.values
    owners = other.owners
  }

  mutating func take(_ report: TickReport, _ events: EventRows) {
    switch declaration.kind {
    case .gauge(let register): show(report.evaluation[register], report)
    case .counter(let event, let perEntity): count(event, perEntity: perEntity, report, events)
    }
  }

  /// A gauge shows this tick and nothing else.
  private mutating func show(_ column: Column, _ report: TickReport) {
    clear()
    let rows = declaration.cadence == .perEntity ? report.snapshot.rows : 1
    for row in 0..<rows {
      let index = column.count == 1 ? 0 : row
      guard column.states[index].isPresent, let slot = slot(row, report) else { continue }
      values[slot] = column.numbers[index]
    }
  }

  private mutating func count(_ event: Event, perEntity: Bool, _ report: TickReport, _ events: EventRows) {
    guard declaration.cadence == .perEntity else {
      guard let slot = slot(0, report) else { return }
      values[slot] += Double(perEntity ? events.rows(event).count : events.count(event))
      return
    }
    if let entities = report.snapshot.entities { drop { entities.row(of: $0.span) == nil } }
    // A series begins at 0 with its entity, so that its first event is seen as a rise.
    for row in 0..<report.snapshot.rows { _ = slot(row, report) }
    for row in events.rows(event) { if let slot = slot(row, report) { values[slot] += 1 } }
  }

  /// The place of the series of a row; nil where a label has no text.
  private mutating func slot(_ row: Int, _ report: TickReport) -> Int? {
    var key: [UInt8] = []
    for label in declaration.labels {
      let column = report.evaluation[label.register]
      let index = column.count == 1 ? 0 : row
      guard column.states[index].isPresent else { return nil }
      column.texts.withBytes(row: index) { text in for position in text.indices { key.append(text[position]) } }
      key.append(Self.end)
    }
    let slot = keys.insert(key.span)
    if slot == values.count {
      values.append(0)
      owners.append(declaration.cadence == .perEntity ? owner(row, report) : [])
    }
    return slot
  }

  private func owner(_ row: Int, _ report: TickReport) -> [UInt8] {
    report.snapshot.entities?.names.withBytes(row: row) { name in name.indices.map { name[$0] } } ?? []
  }

  private mutating func clear() {
    keys = EntityTable()
    values = []
    owners = []
  }

  /// Ends the series whose entity is gone.
  private mutating func drop(where isGone: ([UInt8]) -> Bool) {
    let kept = owners.indices.filter { !isGone(owners[$0]) }
    guard kept.count < owners.count else { return }
    let old = self
    clear()
    for slot in kept {
      old.keys.names.withBytes(row: slot) { _ = keys.insert($0) }
      values.append(old.values[slot])
      owners.append(old.owners[slot])
    }
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
