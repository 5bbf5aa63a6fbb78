internal import Policy

extension PolicyMemory {
  /// The memory as the body of a file; the same memory has the same bytes.
  public var body: [UInt8] {
    var writer = ByteWriter()
    writer.add(policy)
    writer.add(UInt32(sources.count))
    for source in sources { source.write(to: &writer) }
    return writer.bytes
  }
}

extension SourceMemory {
  fileprivate func write(to writer: inout ByteWriter) {
    writer.add(name)
    writer.add(fingerprint)
    writer.add(asOf != nil)
    if let asOf { writer.add(asOf) }
    writer.add(UInt32(fields.count))
    for field in fields {
      writer.add(field.name)
      writer.add(UInt8(RecordField.Kind.allCases.firstIndex(of: field.kind) ?? 0))
      writer.add(field.isRead)
    }
    writer.add(records != nil)
    if let records { write(records, to: &writer) }
    let found = entities.flatMap { memory in memory.table.map { ($0, memory.time) } }
    writer.add(found != nil)
    if let (table, time) = found {
      writer.add(time)
      writer.add(UInt32(table.count))
      for row in 0..<table.count { table.names.withBytes(row: row) { writer.add($0) } }
    }
  }

  private func write(_ records: LastKnownGood, to writer: inout ByteWriter) {
    writer.add(UInt32(records.count))
    for slot in 0..<records.count {
      records.names.withBytes(row: slot) { writer.add($0) }
      writer.add(records.asOf[slot])
      for field in fields.indices {
        if records.isText[field] {
          let cell = records.text(field: field, slot: slot)
          writer.add(cell.state.rawValue)
          if cell.state.isPresent { writer.add(cell.bytes) }
        } else {
          let cell = records.number(field: field, slot: slot)
          writer.add(cell.state.rawValue)
          if cell.state.isPresent { writer.add(cell.value) }
        }
      }
    }
  }
}
