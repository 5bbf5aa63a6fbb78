public import Diagnostics
internal import ExecBinding
public import Policy

/// What a policy says of an `exec` source.
public struct ExecSourceConfiguration: SourceConfiguration {
  let command: ExecCommand
  let key: KeyTemplate?
  let findsEntities: Bool
  /// The fields of a record.
  public let fields: [RecordField]

  /// The key, which makes the source one record for each entity.
  public var templates: [KeyTemplate] { key.map { [$0] } ?? [] }
  /// It finds entities if it is told to.
  public var entities: EntityProvision { findsEntities ? .anyName : .none }
  /// The program.
  public func origin(under keys: [String]) -> String? {
    "the \(command.place) gives no record" + (keys.first.map { " for `\($0.shown(limit: 200))`" } ?? "")
  }
  /// The program.
  public func place(entity: String?) -> String? {
    key.map { "\(command.place), key `\($0.text(entity: entity).shown(limit: 200))`" } ?? command.place
  }
  /// The command.
  public var address: SourceSpan? { command.span }
  /// The folder from which its paths count.
  public var distinction: String? { command.distinction }
}

/// The configuration before its parts are held against each other.
struct ExecSourceDraft: Sendable {
  let command: ExecCommand
  let fields: [RecordField]
  let key: KeyTemplate?
  let findsEntities: Bool
  let findsSpan: SourceSpan?
  let span: SourceSpan

  func checked(_ context: LoadContext) -> ExecSourceConfiguration? {
    if findsEntities, let key {
      context.report(
        Diagnostic(
          .conflictingFields, "a program either finds the entities, or is asked for those with a `key`", at: findsSpan ?? span,
          help: "take `key` out, or `finds_entities`"
        ).pointing(to: key.span, "the key"))
      return nil
    }
    if fields.isEmpty, !findsEntities {
      context.report(
        Diagnostic(
          .missingField, "`exec` needs `fields`: what a record holds", at: span, help: "add `fields:`, or `finds_entities: true`"))
      return nil
    }
    return ExecSourceConfiguration(command: command, key: key, findsEntities: findsEntities, fields: fields)
  }
}
