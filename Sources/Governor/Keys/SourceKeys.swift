internal import Policy

/// Makes the keys of one source for a tick, from its templates, the entities and the fields of other sources.
struct SourceKeys: Sendable {
  private enum Part: Sendable {
    case literal([UInt8])
    case entity
    case field(source: Int, field: Int, kind: RecordField.Kind, name: String)
  }

  private let templates: [[Part]]
  /// Whether a field of another source stands in a key.
  let isDependent: Bool

  /// The keys of a source among the sources of its policy.
  init(_ declaration: SourceDeclaration, among sources: [SourceDeclaration]) {
    let all = declaration.configuration.templates
    isDependent = all.contains(where: \.isDependent)
    templates = all.map { template in
      template.parts.map { part in
        switch part {
        case .literal(let text): return .literal(Array(text.utf8))
        case .entity: return .entity
        case .field(let place):
          // The loader has found both; outside of a policy there is nothing to find, and the field is missing.
          let source = sources.firstIndex { $0.name == place.source }
          let field = source.flatMap { source in sources[source].fields.firstIndex { $0.name == place.name } }
          guard let source, let field else { return .field(source: -1, field: 0, kind: .text, name: "\(place)") }
          return .field(source: source, field: field, kind: sources[source].fields[field].kind, name: "\(place)")
        }
      }
    }
  }

  /// A row of keys for each entity, or one. `settled` gives what stands for the records of a source that comes before.
  func batch(entities: EntityTable?, settled: (Int) -> SourceSnapshot?) -> KeyBatch {
    guard !templates.isEmpty else { return KeyBatch(columns: [], states: nil, gap: nil) }
    let rows = entities?.count ?? 1
    let fields = templates.map { parts in
      parts.map { part -> Column? in
        guard case .field(let source, let field, _, _) = part, source >= 0 else { return nil }
        return settled(source)?.columns[field]
      }
    }
    var columns = templates.map { _ in Column(for: .text) }
    var states: [KeyBatch.State] = []
    var gap: KeyBatch.Gap?
    var keys = templates.map { _ in [UInt8]() }
    for row in 0..<rows {
      var worst = KeyBatch.Gap(row: row, state: .good, text: "")
      for (index, parts) in templates.enumerated() {
        keys[index].removeAll(keepingCapacity: true)
        for (place, part) in parts.enumerated() {
          switch part {
          case .literal(let bytes): keys[index] += bytes
          case .entity:
            entities?.names.withBytes(row: row) { bytes in for position in bytes.indices { keys[index].append(bytes[position]) } }
          case .field(_, _, let kind, let name):
            let (state, reason) = Self.append(fields[index][place], row, kind, to: &keys[index])
            if state > worst.state { worst = KeyBatch.Gap(row: row, state: state, text: "`\(name)` \(reason)") }
          }
        }
        if isDependent, worst.state == .good, keys[index].count > KeyTemplate.limit {
          let text = "it would have \(keys[index].count) bytes, and a key has at most \(KeyTemplate.limit)"
          worst = KeyBatch.Gap(row: row, state: .unusable, text: text)
        }
      }
      if isDependent { states.append(worst.state) }
      if worst.isWorseNews(than: gap) { gap = worst }
      for (index, key) in keys.enumerated() {
        if worst.state == .good { columns[index].append(key.span) } else { columns[index].append(.missing) }
      }
    }
    return KeyBatch(columns: columns, states: isDependent ? states : nil, gap: gap)
  }

  /// Appends a cell of a column with a row for each entity, or one for all.
  private static func append(
    _ column: Column?, _ row: Int, _ kind: RecordField.Kind, to key: inout [UInt8]
  ) -> (KeyBatch.State, reason: String) {
    guard let column else { return (.missing, "is missing") }
    let index = column.count == 1 ? 0 : row
    guard index < column.count else { return (.missing, "is missing") }
    if column.states[index].contains(.withheld) { return (.withheld, "is withheld") }
    guard column.states[index].isPresent else { return (.missing, "is missing") }
    return KeyText.append(column, row: index, kind: kind, to: &key).map { (.unusable, $0) } ?? (.good, "")
  }
}
