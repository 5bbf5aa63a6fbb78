public import Diagnostics
internal import ExecBinding
public import Governor
public import Policy

/// Hands rows to a program of the user's own, which stays running: one JSON line in, one out.
public struct ExecSink: SinkPlugin {
  /// What a policy says of an `exec` sink.
  public struct Configuration: SinkConfiguration {
    let command: ExecCommand
    /// What is written.
    public let outputs: [OutputField]
    let deletes: Bool

    /// No keys.
    public var templates: [KeyTemplate] { [] }
    /// No keys that others can write too.
    public var writtenKeys: WrittenKeys? { nil }
    /// The command.
    public var address: SourceSpan? { command.span }
    /// If its program says so.
    public var canDelete: Bool { deletes }
  }

  /// The word behind `type:`.
  public static let type = "exec"
  /// For the reference.
  public static let summary = "Hands rows to a program of your own that stays running: one line of JSON in, one line of JSON out."
  /// Its program can, where the policy says so.
  public static let canDelete = true
  /// The configuration.
  public static let schema = Schema(
    .group(ExecCommand.schema),
    .required("fields", .outputs, "What each row holds: names and expressions."),
    .optional("deletes", .boolean, default: false, "Whether the program deletes what it wrote for a row, as `when_withheld: delete` asks."),
    make: { Configuration(command: $0, outputs: $1, deletes: $2) })
  /// Examples for the reference.
  public static let examples = PluginExamples(
    accepted: [
      PluginExample(
        "rows for a program in Python",
        """
        type: exec
        command: [python3, store.py]
        timeout: 2s
        fields:
          mode: mode
          at: now
        """),
      PluginExample(
        "one that deletes what is withheld",
        """
        type: exec
        command: [/usr/local/bin/store, --table, budgets]
        environment: {STORE_PASSWORD: "${STORE_PASSWORD:-none}"}
        deletes: true
        when_withheld: delete
        fields:
          mode: mode
        """),
    ],
    refused: [
      PluginExample(
        "what the program cannot delete stays",
        """
        type: exec
        command: [python3, store.py]
        when_withheld: delete
        fields:
          mode: mode
        """)
    ])

  private let configuration: Configuration
  private let program: ExecProgram

  /// Builds the sink. Starts nothing.
  public init(_ configuration: Configuration, in context: BuildContext) {
    self.configuration = configuration
    program = ExecProgram(configuration.command, in: context)
  }

  /// Hands all rows over at once. Without an answer none of them is known to be written.
  public func write(_ batch: OutputBatch, until deadline: ContinuousClock.Instant) async -> WriteResult {
    let deletions = configuration.deletes ? batch.deletions : []
    let rows = ExecRows(batch, deletions: deletions)
    guard !batch.rows.isEmpty || !deletions.isEmpty else {
      // The loader lets no policy ask for what the program cannot do.
      let fault = batch.deletions.isEmpty ? nil : PluginFault(.invalid, place: program.place, message: "deletes nothing")
      return WriteResult(written: 0, failed: batch.deletions.count, fault: fault)
    }
    do throws(PluginFault) {
      let answer = try await program.ask(rows.members, until: deadline)
      return rows.result(of: answer, undeleted: batch.deletions.count - deletions.count, program)
    } catch {
      return WriteResult(written: 0, failed: batch.rows.count + batch.deletions.count, fault: error)
    }
  }

  /// The rows as the program gets them.
  public func preview(_ batch: OutputBatch) -> [String] {
    let rows = ExecRows(batch, deletions: configuration.deletes ? batch.deletions : [])
    let undeleted = configuration.deletes ? [] : batch.deletions.map { "cannot delete \((batch.entity($0) ?? "-").shown(limit: 200))" }
    return rows.lines.map { "\(program.place) \($0)" } + undeleted
  }

  /// Ends the program.
  public func close() async { await program.close() }
}
