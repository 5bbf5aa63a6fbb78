internal import Policy

/// The sinks that routes show and the sources that they write for, built a second time: what is asked from outside has connections of its
/// own, and holds up no tick.
struct RoutePlaces: Sendable {
  private struct Sink: Sendable {
    let declaration: SinkDeclaration
    let plugin: any SinkPlugin
    /// A stand-in is the runner's, which closes it.
    let isOwn: Bool
  }

  private struct Source: Sendable {
    let declaration: SourceDeclaration
    let plugin: any SourcePlugin
    let isOwn: Bool
  }

  private let resources = SharedResources()
  private var sinks: [String: Sink] = [:]
  private var sources: [String: Source] = [:]

  init(_ policy: CheckedPolicy, registry: Registry, version: String, standIns: StandIns) {
    let context = BuildContext(resources: resources, version: version)
    for route in policy.routes {
      switch route.action {
      case .show(let name, _):
        guard let declaration = policy.sinks.first(where: { $0.name == name }) else { continue }
        let standIn = standIns.sinks[name]
        let plugin = standIn ?? registry.build(declaration, in: context)
        sinks[name] = plugin.map { Sink(declaration: declaration, plugin: $0, isOwn: standIn == nil) }
      case .inject(let name, _, _):
        guard let declaration = policy.sources.first(where: { $0.name == name }) else { continue }
        let standIn = standIns.sources[name]
        let plugin = standIn ?? registry.build(declaration, in: context)
        sources[name] = plugin.map { Source(declaration: declaration, plugin: $0, isOwn: standIn == nil) }
      case .check, .health: continue
      }
    }
  }

  private static let noPlugin = PluginFault(
    .unreachable, place: "the host", message: "has no plugin of the type that the policy was loaded with")

  /// All that stands in the place of an entity of a sink.
  func record(sink name: String, of entity: String?) async throws(PluginFault) -> StoredRecord {
    guard let sink = sinks[name] else { throw Self.noPlugin }
    let record = try await sink.plugin.record(of: entity, until: .now.advanced(by: .seconds(sink.declaration.timeout)))
    guard let record else { throw PluginFault(.invalid, place: "sink `\(name)`", message: "cannot tell what stands in its place") }
    return record
  }

  /// Writes a record in the place of a source; tells where.
  func inject(_ record: InjectedRecord, source name: String, ttl: Double) async throws(PluginFault) -> String {
    guard let source = sources[name] else { throw Self.noPlugin }
    return try await source.plugin.inject(record, ttl: ttl, until: .now.advanced(by: .seconds(source.declaration.timeout)))
  }

  func close() async {
    for sink in sinks.values where sink.isOwn { await sink.plugin.close() }
    for source in sources.values where source.isOwn { await source.plugin.close() }
    await resources.close()
  }
}
