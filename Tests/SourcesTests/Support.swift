import Governor
import GovernorTesting
import Policy

/// A source as a policy declares it, built by itself.
struct Built<Plugin: SourcePlugin>: Sendable {
  let plugin: Plugin
  let declaration: SourceDeclaration
  private let resources: SharedResources

  /// Which source finds the entities.
  enum Entities {
    case none, itself, others
  }

  init(
    _ type: Plugin.Type, _ body: String, redis: String = "redis://127.0.0.1:1", entities: Entities = .none,
    finding fields: String = "", path: String = "test.yaml", sharing resources: SharedResources = SharedResources()
  ) throws {
    self.resources = resources
    let lines = body.split(separator: "\n").map { "    \($0)\n" }.joined()
    let forEach =
      switch entities {
      case .none: ""
      case .itself: "for_each: {symbol: s}"
      case .others: "for_each: {symbol: found}"
      }
    let policy = try Registry(sources: [type, FakeSource.self], sinks: [FakeSink.self]).load(
      """
      policy: test
      every: 10s
      \(forEach)
      connections: {redis: "\(redis)"}
      sources:
        s:
          type: \(type.type)
      \(lines)
      \(entities == .others ? "  found:\n    type: fake\n    finds_entities: true\n    \(fields)" : "")
      sinks:
        out: {type: fake, fields: {at: now}}
      """, path: path)
    guard let declaration = policy.sources.first(where: { $0.name == "s" }),
      let configuration = declaration.configuration as? Plugin.Configuration
    else { throw Unloaded() }
    self.declaration = declaration
    plugin = Plugin(configuration, in: BuildContext(resources: resources, version: "test"))
  }

  struct Unloaded: Error {}

  func read(
    _ entities: [String]? = nil, wanted: [Int]? = nil, within limit: Duration = .seconds(20), in round: ReadingRound? = nil
  ) async throws(PluginFault) -> Reading {
    let request = ReadRequest(
      declaration, wanted: wanted, entities: entities.map { EntityTable($0) }, deadline: .now.advanced(by: limit))
    return try await plugin.read(round.map { request.within($0) } ?? request)
  }

  func close() async {
    await plugin.close()
    await resources.close()
  }
}

extension RecordBatch {
  /// The values of a row as a test writes them; nil where there is none.
  func shown(_ row: Int = 0) -> [String?] {
    columns.map { column in
      guard column.states[row].isPresent else { return nil }
      return column.isText ? column.texts.string(row: row) : NumberFormat.text(column.numbers[row])
    }
  }
}

extension EntityTable {
  var all: Set<String> { Set((0..<count).map { name($0) }) }
}

extension ReadRequest {
  /// The same request in a round with others.
  func within(_ round: ReadingRound) -> ReadRequest {
    ReadRequest(fields: fields, wanted: wanted, entities: entities, keys: keys, deadline: deadline, keepsRaw: keepsRaw, round: round)
  }
}
