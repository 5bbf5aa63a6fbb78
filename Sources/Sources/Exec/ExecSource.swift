internal import Diagnostics
internal import ExecBinding
public import Governor
public import Policy

/// Asks a program of the user's own, which stays running: one JSON line in, one out.
public struct ExecSource: SourcePlugin {
  /// The word behind `type:`.
  public static let type = "exec"
  /// For the reference.
  public static let summary = "Asks a program of your own that stays running: one line of JSON in, one line of JSON out."
  /// The configuration.
  public static let schema = Schema(
    .group(ExecCommand.schema),
    .optional("fields", .recordFields, default: [], shown: "none", "The members of a record, by name, and what each may hold."),
    .optional(
      "key", .keyTemplate,
      "What the program is asked for. `{symbol}` in it asks for a record for each entity, `{source.field}` for that which a field of another source names."
    ),
    .optional(
      "finds_entities", .boolean, default: false,
      "Whether the program tells which entities there are, so that `for_each` can name the source."),
    .keySpan(of: "finds_entities"),
    .place(),
    make: ExecSourceDraft.init
  ).refined { draft, context in draft.checked(context) }
  /// Examples for the reference.
  public static let examples = PluginExamples(
    accepted: [
      PluginExample(
        "a score for each symbol",
        """
        type: exec
        command: [python3, score.py, --window, "30"]
        environment: {SCORE_TOKEN: "${SCORE_TOKEN:-none}"}
        key: "{symbol}"
        fields:
          score: {type: number, range: [0, 1]}
          at: {type: time}
        as_of: at
        stale_after: 30s
        timeout: 2s
        fallback: [last_known_good: 5m, withhold]
        """),
      PluginExample(
        "one record for all",
        """
        type: exec
        command: [./heat]
        fields:
          heat: {type: number, range: [0, 1]}
        fallback:
          - default: {heat: 1}
        """),
      PluginExample(
        "the program tells which symbols there are",
        """
        type: exec
        command: [python3, positions.py]
        finds_entities: true
        fields:
          notional: {type: number, unit: usd, optional: true}
        """),
    ],
    refused: [
      PluginExample(
        "a command is a list, since no shell takes it apart",
        """
        type: exec
        command: python3 score.py
        fields:
          score: {type: number}
        """)
    ])

  private let configuration: ExecSourceConfiguration
  private let program: ExecProgram

  /// Builds the source. Starts nothing.
  public init(_ configuration: ExecSourceConfiguration, in context: BuildContext) {
    self.configuration = configuration
    program = ExecProgram(configuration.command, in: context)
  }

  /// Asks once for all records.
  public func read(_ request: ReadRequest) async throws(PluginFault) -> Reading {
    let question = ExecQuestion(request, findsEntities: configuration.findsEntities)
    guard !question.isEmpty else { return Reading(records: request.builder(rows: question.rows).finish()) }
    let answer = try await program.ask(question.members, until: request.deadline)
    do throws(ExecAnswer.Fault) {
      return try ExecAnswer(answer).reading(of: question, request)
    } catch {
      throw PluginFault(.invalid, place: program.place, message: error.message)
    }
  }

  /// Ends the program.
  public func close() async { await program.close() }
}
