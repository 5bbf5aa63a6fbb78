internal import Synchronization

/// What the ticks that are due at one time share: whatever was fetched in it once is there for all of them.
///
/// A round is made for the policies that are due together, and let go with the last of their ticks.
public final class ReadingRound: Sendable {
  /// What two plugins keep under one key may differ by its type.
  private struct Key: Hashable {
    let key: AnyHashable
    let type: ObjectIdentifier
  }

  private let values = Mutex<[Key: Task<any Sendable, Never>]>([:])

  /// Whether several may read in it. Where only one does, a plugin need not keep what it has read for another.
  public let isShared: Bool

  /// Nothing is fetched yet.
  public init(isShared: Bool = true) {
    self.isShared = isShared
  }

  /// The value under a key, made by the first who asks; the others wait for it. Who cannot wait as long as that may take has a deadline
  /// of its own.
  public func value<Value: Sendable>(
    _ key: some Hashable & Sendable, make: @escaping @Sendable () async -> Value
  ) async -> Value {
    let task = values.withLock { values in
      let key = Key(key: AnyHashable(key), type: ObjectIdentifier(Value.self))
      if let known = values[key] { return known }
      let task = Task<any Sendable, Never> { await make() }
      values[key] = task
      return task
    }
    if let value = await task.value as? Value { return value }
    // The type is part of the key, so that what is found under it has it.
    return await make()
  }
}
