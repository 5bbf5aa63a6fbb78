internal import Policy

/// Reads the body of a file. Whatever the bytes are, it ends with a memory or a fault.
struct MemoryDecoder {
  private var reader: ByteReader

  private init(_ body: ArraySlice<UInt8>) {
    reader = ByteReader(body)
  }

  static func memory(_ body: ArraySlice<UInt8>) throws(MemoryFault) -> PolicyMemory {
    var decoder = MemoryDecoder(body)
    return try decoder.policy()
  }

  private mutating func policy() throws(MemoryFault) -> PolicyMemory {
    let policy = string(try reader.text())
    var sources: [SourceMemory] = []
    // A source has at least its lengths, its fingerprint and three flags.
    let count = try reader.count(ofAtLeast: 19)
    for _ in 0..<count {
      let source = try source()
      sources.append(source)
    }
    guard reader.count == 0 else { throw MemoryFault.impossible("more than it says") }
    guard Set(sources.map(\.name)).count == sources.count else { throw MemoryFault.impossible("a source twice") }
    return PolicyMemory(policy: policy, sources: sources)
  }

  private mutating func source() throws(MemoryFault) -> SourceMemory {
    let name = string(try reader.text())
    let fingerprint = try reader.integer(UInt64.self)
    let asOf = try optionalText()
    var fields: [SourceMemory.Field] = []
    let count = try reader.count(ofAtLeast: 6)
    for _ in 0..<count {
      let name = string(try reader.text())
      let kind = Int(try reader.byte())
      guard RecordField.Kind.allCases.indices.contains(kind) else { throw MemoryFault.impossible("a field of no kind") }
      let isRead = try flag()
      fields.append(SourceMemory.Field(name: name, kind: RecordField.Kind.allCases[kind], isRead: isRead))
    }
    var records: LastKnownGood?
    if try flag() { records = try self.records(fields) }
    var entities: EntityMemory?
    if try flag() { entities = try self.entities() }
    return SourceMemory(name: name, fingerprint: fingerprint, asOf: asOf, fields: fields, records: records, entities: entities)
  }

  private mutating func records(_ fields: [SourceMemory.Field]) throws(MemoryFault) -> LastKnownGood {
    // The age up to which they are used is that of whoever takes them over.
    var records = LastKnownGood(isText: fields.map { $0.kind == .text }, maximumAge: 0)
    let count = try reader.count(ofAtLeast: 12 + fields.count)
    for _ in 0..<count {
      let name = try reader.text()
      let time = try number()
      var states: [CellState] = []
      var numbers = [Double](repeating: 0, count: fields.count)
      var texts = [[UInt8]](repeating: [], count: fields.count)
      for (index, field) in fields.enumerated() {
        let state = CellState(rawValue: try reader.byte())
        guard CellState([.missing, .fault, .withheld]).isSuperset(of: state) else { throw MemoryFault.impossible("a field in no state") }
        states.append(state)
        guard state.isPresent else { continue }
        if field.kind == .text {
          let text = try reader.text()
          texts[index] = text
        } else {
          let number = try number(of: field.kind)
          numbers[index] = number
        }
      }
      guard records.restore(name.span, asOf: time, states: states, numbers: numbers, texts: texts) else {
        throw MemoryFault.impossible("a record twice")
      }
    }
    return records
  }

  private mutating func entities() throws(MemoryFault) -> EntityMemory {
    let time = try number()
    var table = EntityTable()
    let count = try reader.count(ofAtLeast: 4)
    for row in 0..<count {
      let name = try reader.text()
      guard table.insert(name.span) == row else { throw MemoryFault.impossible("an entity twice") }
    }
    var memory = EntityMemory()
    memory.remember(table, at: time)
    return memory
  }

  /// The engine relies on numbers that are finite, and on booleans that are 0 or 1.
  private mutating func number(of kind: RecordField.Kind = .number) throws(MemoryFault) -> Double {
    let value = try reader.double()
    guard value.isFinite, kind != .boolean || value == 0 || value == 1 else { throw MemoryFault.impossible("a number that is none") }
    return value
  }

  private mutating func flag() throws(MemoryFault) -> Bool {
    let byte = try reader.byte()
    guard byte < 2 else { throw MemoryFault.impossible("a flag that is neither yes nor no") }
    return byte == 1
  }

  private mutating func optionalText() throws(MemoryFault) -> String? {
    guard try flag() else { return nil }
    return string(try reader.text())
  }

  private func string(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}

extension PolicyMemory {
  /// The memory in the bytes of a file, and the time in Unix seconds at which it was written.
  public static func read(_ file: [UInt8]) throws(MemoryFault) -> (memory: PolicyMemory, time: Double) {
    let (body, time) = try MemoryFormat.parts(of: file)
    return (try MemoryDecoder.memory(body), time)
  }
}
