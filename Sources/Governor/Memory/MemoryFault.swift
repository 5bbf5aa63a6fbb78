/// Why bytes are not a memory that can be used.
public enum MemoryFault: Error, Sendable, Hashable, CustomStringConvertible {
  /// They are of another format: whoever wrote them was no host.
  case foreign
  /// They are of a format of a newer host.
  case tooNew(version: Int)
  /// They end too early, or have changed since they were written.
  case torn
  /// There are more than a memory may have.
  case tooLarge
  /// They are whole, and hold what no host writes.
  case impossible(String)

  /// What is wrong with the file, for a person.
  public var description: String {
    switch self {
    case .foreign: "it is no state of a host"
    case .tooNew(let version): "it has format \(version), and this host knows formats up to \(MemoryFormat.version)"
    case .torn: "it is cut short or damaged"
    case .tooLarge: "it is larger than \(MemoryFormat.limit / (1 << 20)) MiB"
    case .impossible(let what): "it holds \(what)"
    }
  }
}
