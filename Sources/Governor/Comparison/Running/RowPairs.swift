internal import Policy

/// Which rows of two sinks belong together: those of one entity that both write.
struct RowPairs {
  /// The rows of an entity.
  struct Pair {
    let primary: Int
    let shadow: Int
  }

  /// The rows that both write, in the order of the shadow.
  private(set) var both: [Pair] = []
  /// How many the primary alone writes.
  private(set) var onlyPrimary = 0
  /// How many the shadow alone writes.
  private(set) var onlyShadow = 0
  private let names: TextColumn?

  /// The rows of two sinks that are active, in the tick of a primary and that of its shadow.
  init(_ primarySink: SinkDeclaration, _ primary: TickReport, _ shadowSink: SinkDeclaration, _ shadow: TickReport) {
    let isPerEntity = shadowSink.cadence == .perEntity && primarySink.cadence == .perEntity
    names = isPerEntity ? shadow.snapshot.entities?.names : nil
    let (old, new) = (Self.written(primarySink, primary), Self.written(shadowSink, shadow))
    guard isPerEntity, let entities = primary.snapshot.entities, let others = shadow.snapshot.entities else {
      // Rows of which nobody knows whose they are belong to nobody.
      guard primarySink.cadence == .perTick, shadowSink.cadence == .perTick else {
        onlyPrimary = old.count { $0 }
        onlyShadow = new.count { $0 }
        return
      }
      switch (old.first ?? false, new.first ?? false) {
      case (true, true): both = [Pair(primary: 0, shadow: 0)]
      case (true, false): onlyPrimary = 1
      case (false, true): onlyShadow = 1
      case (false, false): break
      }
      return
    }
    for row in new.indices where new[row] {
      let twin = others.names.withBytes(row: row) { entities.row(of: $0) }
      if let twin, old[twin] { both.append(Pair(primary: twin, shadow: row)) } else { onlyShadow += 1 }
    }
    onlyPrimary = old.count { $0 } - both.count
  }

  /// The name of the entity of two rows; nil where there is one row.
  func entity(_ pair: Pair) -> String? { names?.string(row: pair.shadow) }

  /// Whether each row is written, or would be if the server took it.
  private static func written(_ sink: SinkDeclaration, _ report: TickReport) -> [Bool] {
    var written = [Bool](repeating: true, count: sink.cadence == .perEntity ? report.snapshot.rows : 1)
    let withheld = report.sinks.first { $0.name == sink.name }?.withheldRows ?? []
    for row in withheld where written.indices.contains(row) { written[row] = false }
    return written
  }
}
