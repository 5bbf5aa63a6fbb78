public import Governor
public import Policy
internal import Synchronization

/// Stands in the place of a source and holds what a test gives. Until it is given something its records are absent.
public final class GivenSource: SourcePlugin {
  /// A field's value at a fixed time.
  private enum Value {
    case text(String)
    /// In Unix seconds.
    case time(Double)
  }

  private typealias Record = [Int: Value]

  private enum Row {
    case record(Record)
    case invalid
  }

  private enum Content {
    case absent
    case single(Row)
    /// In the order in which they were given.
    case rows([(name: String, row: Row)])
    case fault(PluginFault)
  }

  private struct State {
    var content = Content.absent
    /// The record of a source without entities that was given last.
    var record: Record?
    /// The record of each entity that was given last.
    var records: [String: Record] = [:]
    /// The entities that were given last.
    var names: [String] = []
  }

  private let declaration: SourceDeclaration?
  private let state = Mutex(State())

  /// A stand-in for a source of a policy.
  public convenience init(for declaration: SourceDeclaration) {
    self.init(standingFor: declaration)
  }

  private init(standingFor declaration: SourceDeclaration?) {
    self.declaration = declaration
  }

  /// Changes what it holds, at a time in Unix seconds.
  func give(_ answer: Given.Answer, at now: Double) {
    state.withLock { state in
      switch answer {
      case .record(let cells):
        let record = Self.record(cells, now)
        state.record = record
        state.content = .single(.record(record))
      case .rows(let rows):
        var found: [(name: String, row: Row)] = []
        for (name, row) in rows {
          if let row = self.row(row, name, &state, now) { found.append((name, row)) }
        }
        state.names = rows.map(\.name)
        state.content = .rows(found)
      case .condition(.absent): state.content = .absent
      case .condition(.invalid): state.content = .fault(Self.fault(.invalid))
      case .condition(.unreachable): state.content = .fault(Self.fault(.unreachable))
      case .condition(let condition):
        let time = asOf(condition, now)
        if let record = state.record {
          state.content = .single(.record(dated(record, time)))
        } else {
          state.content = .rows(
            state.names.compactMap { name in state.records[name].map { (name, .record(dated($0, time))) } })
        }
      }
    }
  }

  private func row(_ row: Given.Row, _ name: String, _ state: inout State, _ now: Double) -> Row? {
    switch row {
    case .record(let cells):
      let record = Self.record(cells, now)
      state.records[name] = record
      return .record(record)
    case .condition(.absent), .condition(.unreachable): return nil
    case .condition(.invalid): return .invalid
    case .condition(let condition): return state.records[name].map { .record(dated($0, asOf(condition, now))) }
    }
  }

  private static func record(_ cells: [Given.Cell], _ now: Double) -> Record {
    var record: Record = [:]
    for cell in cells {
      switch cell.value {
      case .text(let text): record[cell.field] = .text(text)
      case .time(let offset): record[cell.field] = .time(now + offset)
      }
    }
    return record
  }

  /// When data was true that is fresh, or stale by a second.
  private func asOf(_ condition: GivenCondition, _ now: Double) -> Double {
    guard condition == .stale, let declaration else { return now }
    // Without an age at which it is stale, data can still be too far in the future.
    return declaration.staleAfter.map { now - $0 - 1 } ?? now + declaration.clockSkew + 1
  }

  private func dated(_ record: Record, _ time: Double) -> Record {
    guard let field = declaration?.asOf else { return record }
    var record = record
    record[field] = .time(time)
    return record
  }

  private static func fault(_ kind: PluginFault.Kind) -> PluginFault {
    PluginFault(kind, place: "the test", message: kind == .invalid ? "gives it as invalid" : "gives it as unreachable")
  }

  /// Answers with what it was given.
  public func read(_ request: ReadRequest) async throws(PluginFault) -> Reading {
    let content = state.withLock { $0.content }
    let isProvider = declaration?.providesEntities ?? false
    if case .fault(let fault) = content { throw fault }
    if isProvider { return entities(content, request) }
    guard let entities = request.entities else {
      var builder = RecordBatchBuilder(fields: request.fields, rows: 1)
      if case .single(let row) = content { set(row, 0, request, &builder) }
      return Reading(records: builder.finish())
    }
    var builder = RecordBatchBuilder(fields: request.fields, rows: entities.count)
    if case .rows(let rows) = content {
      for (name, row) in rows {
        if let index = entities.row(of: name) { set(row, index, request, &builder) }
      }
    }
    return Reading(records: builder.finish())
  }

  private func entities(_ content: Content, _ request: ReadRequest) -> Reading {
    guard case .rows(let rows) = content else {
      return Reading(records: RecordBatchBuilder(fields: request.fields, rows: 0).finish(), entities: EntityTable())
    }
    var builder = RecordBatchBuilder(fields: request.fields, rows: rows.count)
    for (index, row) in rows.enumerated() {
      builder.setPresent(row: index)
      set(row.row, index, request, &builder)
    }
    return Reading(records: builder.finish(), entities: EntityTable(rows.map(\.name)))
  }

  private func set(_ row: Row, _ index: Int, _ request: ReadRequest, _ builder: inout RecordBatchBuilder) {
    guard case .record(let record) = row else { return builder.fault(row: index, "the test gives it as invalid") }
    // As from a server, fields that nobody needs are not asked for.
    for field in request.wanted {
      switch record[field] {
      case .text(let text):
        let bytes = Array(text.utf8)
        builder.set(bytes.span, field: field, row: index)
      case .time(let time):
        builder.set(request.fields[field].scale == .milliseconds ? time * 1000 : time, field: field, row: index)
      case nil: break
      }
    }
  }

  /// Nothing to let go of.
  public func close() async {}
}

extension GivenSource {
  /// It has none: it is no type that a policy can name.
  public struct Configuration: SourceConfiguration {
    /// None.
    public var fields: [RecordField] { [] }
    /// None.
    public var templates: [KeyTemplate] { [] }
    /// It stands in for a source that may find some.
    public var entities: EntityProvision { .none }
  }

  /// The word behind `type:`, which no registry knows.
  public static var type: String { "given" }
  /// For the reference.
  public static var summary: String { "Holds what a test gives." }
  /// No fields.
  public static var schema: Schema<Configuration> { Schema(make: { Configuration() }) }
  /// None.
  public static var examples: PluginExamples { PluginExamples(accepted: [], refused: []) }

  /// A source whose record is absent.
  public convenience init(_ configuration: Configuration, in context: BuildContext) {
    self.init(standingFor: nil)
  }
}
