public import Governor
public import Policy
public import Redis

/// A key of Redis with the place of the entity kept open, ready to be written into commands without a string for each. For sinks and scans:
/// the keys of other sources come with each read, for they may hold fields of others.
public struct EntityKey: Sendable {
  private enum Part: Sendable {
    case literal([UInt8])
    case entity
  }

  private let parts: [Part]
  private let literalBytes: Int
  private let entities: Int

  /// The key of a template.
  public init(_ template: KeyTemplate) {
    parts = template.parts.map { part in
      switch part {
      case .literal(let text): .literal(Array(text.utf8))
      case .entity: .entity
      // The loader lets none through here.
      case .field(let field): .literal(Array("{\(field)}".utf8))
      }
    }
    literalBytes = parts.reduce(0) { if case .literal(let bytes) = $1 { $0 + bytes.count } else { $0 } }
    entities = parts.count { if case .entity = $0 { true } else { false } }
  }

  /// Writes the key of a row as one argument.
  public func append(row: Int, of names: TextColumn?, to buffer: inout CommandBuffer) {
    guard let names, entities > 0 else { return append(nothing.span, to: &buffer) }
    // A closure cannot capture the buffer, which is not copyable; the name's bytes are few.
    let name = names.withBytes(row: row) { bytes in (0..<bytes.count).map { bytes[$0] } }
    append(name.span, to: &buffer)
  }

  /// The key of a row, by itself.
  public func bytes(row: Int, of names: TextColumn?) -> [UInt8] {
    var key: [UInt8] = []
    key.reserveCapacity(literalBytes + 32)
    for part in parts {
      switch part {
      case .literal(let bytes): key += bytes
      case .entity: names?.withBytes(row: row) { name in for index in name.indices { key.append(name[index]) } }
      }
    }
    return key
  }

  private var nothing: [UInt8] { [] }

  private func append(_ name: Span<UInt8>, to buffer: inout CommandBuffer) {
    buffer.argument(length: literalBytes + entities * name.count)
    for part in parts {
      switch part {
      case .literal(let bytes): if !bytes.isEmpty { buffer.append(bytes.span) }
      case .entity: if name.count > 0 { buffer.append(name) }
      }
    }
  }
}
