internal import Synchronization

/// What plugins are given when they are built.
public struct BuildContext: Sendable {
  /// Things that several plugins share, such as a connection to one server.
  public let resources: SharedResources
  /// The version of the host, for greetings such as a user agent.
  public let version: String
  /// Where a plugin writes what is no fault.
  public let log: PluginLog

  /// A context.
  public init(resources: SharedResources, version: String, log: PluginLog = PluginLog()) {
    self.log = log
    self.resources = resources
    self.version = version
  }
}

/// Things that several plugins of a host share, each made once.
public final class SharedResources: Sendable {
  /// What is shared under one key may differ by its type: two plugins that know nothing of each other may choose the same key.
  private struct Key: Hashable {
    let key: AnyHashable
    let type: ObjectIdentifier
  }

  private struct Entry: Sendable {
    let value: any Sendable
    let close: @Sendable () async -> Void
  }

  private let entries = Mutex<[Key: Entry]>([:])

  /// Nothing shared yet.
  public init() {}

  /// The thing of a type under a key, made by the first who asks. `make` must have no side effects.
  public func shared<Value: Sendable>(
    _ key: some Hashable & Sendable, make: @Sendable () -> Value, close: @escaping @Sendable (Value) async -> Void
  ) -> Value {
    entries.withLock { entries in
      let key = Key(key: AnyHashable(key), type: ObjectIdentifier(Value.self))
      if let known = entries[key]?.value as? Value { return known }
      let value = make()
      entries[key] = Entry(value: value, close: { await close(value) })
      return value
    }
  }

  /// Closes everything that was shared.
  public func close() async {
    let all = entries.withLock { entries in
      defer { entries = [:] }
      return Array(entries.values)
    }
    for entry in all { await entry.close() }
  }
}
