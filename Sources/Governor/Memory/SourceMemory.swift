internal import Policy

/// What is remembered of one source: its last known good records, the entities that it found last, and what they were read as.
struct SourceMemory: Sendable {
  /// A field of the records.
  struct Field: Sendable, Hashable {
    let name: String
    let kind: RecordField.Kind
    /// Whether it was read at all: a field that nobody wanted is missing in every record, whatever the data had.
    let isRead: Bool
  }

  let name: String
  /// `SourceDeclaration.fingerprint`.
  let fingerprint: UInt64
  /// The field that said when the data was true.
  let asOf: String?
  let fields: [Field]
  /// Nil where nothing was to be kept.
  var records: LastKnownGood?
  /// Nil where it finds none, or never did.
  var entities: EntityMemory?

  /// The fields that were never read, by their places.
  var unreadFields: Set<Int> { Set(fields.indices.filter { !fields[$0].isRead }) }

  /// How many records and entities there are.
  var count: Int { (records?.count ?? 0) + (entities?.table?.count ?? 0) }

  /// Why a source may not take this over; nil where it may.
  func refusal(by source: SourceDeclaration) -> MemoryAdoption.Reason? {
    guard fingerprint == source.fingerprint else { return .readsSomethingElse }
    guard asOf == source.asOfName else { return .otherTimes }
    guard fields.map(\.name) == source.fields.map(\.name), fields.map(\.kind) == source.fields.map(\.kind) else { return .otherFields }
    let unread = source.wantedFields.sorted().first { !fields[$0].isRead }
    return unread.map { .fieldNotRead(fields[$0].name) }
  }
}

extension SourceMemory {
  /// What a keeper has in mind of its source.
  init(_ keeper: SourceKeeper, entities: EntityMemory?) {
    let source = keeper.declaration
    self.init(
      name: source.name, fingerprint: source.fingerprint, asOf: source.asOfName,
      fields: source.fields.indices.map {
        Field(
          name: source.fields[$0].name, kind: source.fields[$0].kind,
          isRead: keeper.readFields.contains($0) && keeper.memory?.lacks($0) != true)
      },
      records: keeper.memory,
      // Those of a source whose fallback never asks for them are of no use to anybody.
      entities: source.providesEntities && keeper.memory != nil && entities?.table != nil ? entities : nil)
  }
}

extension SourceDeclaration {
  /// The name of the field that says when the data was true.
  fileprivate var asOfName: String? { asOf.map { fields[$0].name } }
}
