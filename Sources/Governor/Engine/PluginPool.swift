internal import Policy
internal import Synchronization

/// The plugins of policies that run together. Each source is built once for all of them that declare it alike, so that it is read once.
public final class PluginPool: Sendable {
  let registry: Registry
  let version: String
  private let standIns: [String: any SourcePlugin]
  private let context: BuildContext
  private let readers = Mutex<[Secret: SourceReader]>([:])

  /// A pool that builds plugins as they are asked for, save sources for which others stand in, by their names. Contacts nothing.
  public init(_ registry: Registry, version: String = "dev", standIns: [String: any SourcePlugin] = [:], log: PluginLog = PluginLog()) {
    self.registry = registry
    self.version = version
    self.standIns = standIns
    context = BuildContext(resources: SharedResources(), version: version, log: log)
  }

  /// The reader of a source.
  func reader(of source: SourceDeclaration) -> SourceReader {
    let reader = readers.withLock { readers in
      if let known = readers[source.identity] { return known }
      let reader = SourceReader(standIns[source.name] ?? registry.build(source, in: context), type: source.type)
      readers[source.identity] = reader
      return reader
    }
    reader.want(source.wantedFields)
    return reader
  }

  /// A new plugin for a sink; nil where the registry has none of its type.
  func plugin(of sink: SinkDeclaration) -> (any SinkPlugin)? { registry.build(sink, in: context) }

  /// Lets go of the sources and of what plugins share. May come twice.
  public func close() async {
    let all = readers.withLock { Array($0.values) }
    // Side by side: one that takes its time does not keep the others.
    await withTaskGroup(of: Void.self) { group in
      for reader in all { group.addTask { await reader.close() } }
    }
    await context.resources.close()
  }
}
