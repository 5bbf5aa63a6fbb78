import Governor
import GovernorTesting
import Policy

/// A source as a policy declares it, built by itself.
struct Built<Plugin: SourcePlugin>: Sendable {
  let plugin: Plugin
  let declaration: SourceDeclaration
  private let resources = SharedResources()

  /// Which source finds the entities.
  enum Entities {
    case none, itself, others
  }

  init(_ type: Plugin.Type, _ body: String, redis: String = "redis://127.0.0.1:1", entities: Entities = .none) throws {
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
      \(entities == .others ? "  found: {type: fake, finds_entities: true}" : "")
      sinks:
        out: {type: fake, fields: {at: now}}
      """)
    guard let declaration = policy.sources.first(where: { $0.name == "s" }),
      let configuration = declaration.configuration as? Plugin.Configuration
    else { throw Unloaded() }
    self.declaration = declaration
    plugin = Plugin(configuration, in: BuildContext(resources: resources, version: "test"))
  }

  struct Unloaded: Error {}

  func read(_ entities: [String]? = nil, wanted: [Int]? = nil, within limit: Duration = .seconds(20)) async throws(PluginFault) -> Reading {
    try await plugin.read(
      ReadRequest(declaration, wanted: wanted, entities: entities.map { EntityTable($0) }, deadline: .now.advanced(by: limit)))
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
