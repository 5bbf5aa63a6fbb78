import Governor
import GovernorTesting
import Policy

/// A sink as a policy declares it, built by itself, and batches for it.
struct Built<Plugin: SinkPlugin>: Sendable {
  let plugin: Plugin
  let declaration: SinkDeclaration
  private let resources = SharedResources()

  init(_ type: Plugin.Type, _ body: String, redis: String = "redis://127.0.0.1:1") throws {
    let lines = body.split(separator: "\n").map { "    \($0)\n" }.joined()
    let policy = try Registry(sources: [FakeSource.self], sinks: [type]).load(
      """
      policy: test
      every: 10s
      for_each: {symbol: found}
      connections: {redis: "\(redis)"}
      sources:
        found: {type: fake, finds_entities: true}
        s: {type: fake, key: "x:{symbol}", fields: {n: {type: number}, t: {type: text}, b: {type: boolean}, w: {type: time}}}
      sinks:
        out:
          type: \(type.type)
      \(lines)
      """)
    guard let declaration = policy.sinks.first, let configuration = declaration.configuration as? Plugin.Configuration else {
      throw Unloaded()
    }
    self.declaration = declaration
    plugin = Plugin(configuration, in: BuildContext(resources: resources, version: "test"))
  }

  struct Unloaded: Error {}

  /// A batch of rows for entities; numbers are the row's number and a half, texts the entity's name.
  func batch(_ names: [String], rows: [Int]? = nil, deletions: [Int] = []) -> OutputBatch {
    var entities = TextColumn()
    for name in names { entities.append(name) }
    let outputs = declaration.outputs.map { output in
      var column = Column(for: output.type)
      for (row, name) in names.enumerated() {
        switch output.type {
        case .text: column.append(name)
        case .boolean: column.append(row % 2 == 0)
        case .time: column.append(1_769_594_400.75)
        case .number: column.append(Double(row) + 0.5)
        }
      }
      return OutputBatch.Output(name: output.name, type: output.type, column: column)
    }
    return OutputBatch(
      policy: "test", entities: declaration.cadence == .perEntity ? entities : nil, rows: rows ?? Array(names.indices),
      deletions: deletions, outputs: outputs)
  }

  func write(_ batch: OutputBatch, within limit: Duration = .seconds(20)) async -> WriteResult {
    await plugin.write(batch, until: .now.advanced(by: limit))
  }

  func close() async {
    await plugin.close()
    await resources.close()
  }
}
