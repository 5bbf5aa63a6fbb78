public import Diagnostics

/// A server that sources and sinks share by name. Its URL may hold a password and is never shown.
public struct Connection: Sendable {
  /// Its name.
  public let name: String
  /// Its URL.
  public let url: Secret
  /// Where the URL stands.
  public let span: SourceSpan
}

/// A connection that something of a policy uses, for people.
public struct UsedConnection: Sendable {
  /// Its name.
  public let name: String
  /// Its URL, user and password covered, such as `redis://***@localhost:6379/0`.
  public let address: String

  init(_ name: String, _ connection: Connection?) {
    self.name = name
    address = Redaction.text(connection?.url.revealed ?? "", isSecret: true)
  }
}

extension FieldType where Value == Connection {
  /// The name of an entry of `connections`.
  public static var connection: FieldType {
    FieldType(.connection) { node, context in
      guard let name = FieldType<String>.name.read(node, context) else { return nil }
      return find(name, at: node.span, context)
    }
  }

  static func find(_ name: String, at span: SourceSpan, _ context: LoadContext) -> Connection? {
    if let connection = context.connections[name] {
      context.used.insert("connection \(name) \(connection.url.revealed)")
      return connection
    }
    if context.brokenConnections.contains(name) { return nil }
    let names = context.connections.keys.sorted()
    context.report(
      Diagnostic(
        .badConnection, "there is no connection `\(name)`", at: span,
        help: Suggestion.help(for: name, among: names) ?? names.first.map { "name the one that there is: `connection: \($0)`" }
          ?? "add it to `connections:`, for example `\(name): redis://localhost:6379/0`",
        notes: NameList.notes("connections", names)))
    return nil
  }
}

extension Field where Value == Connection {
  /// A field that names a connection; left out, the connection of the given name.
  public static func connection(default name: String, _ summary: String) -> Field {
    let description = FieldDescription(
      name: "connection", type: .connection, isRequired: false, defaultText: name, summary: summary)
    return Field(descriptions: [description]) { reader, context in
      guard let node = reader.take("connection") else {
        let connection = FieldType.find(name, at: reader.insertionPoint, context)
        // One connection is missing, however many do without naming it.
        if connection == nil { context.brokenConnections.insert(name) }
        return connection
      }
      return FieldType.connection.read(node, context)
    }
  }

  /// The same connection read further, for example into a parsed address; a thrown `FieldFault` points at the URL.
  public func mapped<Other: Sendable>(_ transform: @escaping @Sendable (Connection) throws -> Other) -> Field<Other> {
    Field<Other>(descriptions: descriptions) { reader, context in
      guard let connection = read(&reader, context) else { return nil }
      do {
        return try transform(connection)
      } catch {
        let fault = error as? FieldFault ?? FieldFault("\(error)")
        context.report(
          Diagnostic(.badConnection, "connection `\(connection.name)`: \(fault.message)", at: connection.span, help: fault.help))
        return nil
      }
    }
  }
}
