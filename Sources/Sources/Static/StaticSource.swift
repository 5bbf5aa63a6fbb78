public import Governor
public import Policy

/// Values that stand in the policy itself: for trying a policy out, and for what hardly ever changes.
public struct StaticSource: SourcePlugin {
  /// The word behind `type:`.
  public static let type = "static"
  /// For the reference.
  public static let summary = "Gives values that stand in the policy itself: one record, or a row for each entity."
  /// The configuration.
  public static let schema = Schema(
    .required("fields", .recordFields, "The fields, and what each may hold."),
    .optional("values", .node(.map(.scalar)), "One record: a value for each field."),
    .optional("rows", .node(.map(.map(.scalar), count: 1...Int.max)), "A record for each entity, by its name."),
    .place(),
    make: StaticDraft.init
  ).refined { draft, context in draft.checked(context) }
  /// Examples for the reference.
  public static let examples = PluginExamples(
    accepted: [
      PluginExample(
        "one record",
        """
        type: static
        fields:
          heat: {type: number, range: [0, 1]}
        values: {heat: 0.4}
        """),
      PluginExample(
        "a row for each entity",
        """
        type: static
        fields:
          notional: {type: number, unit: usd}
        rows:
          BTCUSDT: {notional: 5000}
          ETHUSDT: {notional: 1200.5}
        """),
    ],
    refused: [
      PluginExample(
        "a value outside of its range",
        """
        type: static
        fields:
          heat: {type: number, range: [0, 1]}
        values: {heat: 40}
        """)
    ])

  private let configuration: StaticConfiguration

  /// Builds the source.
  public init(_ configuration: StaticConfiguration, in context: BuildContext) {
    self.configuration = configuration
  }

  /// The values, each time the same.
  public func read(_ request: ReadRequest) async throws(PluginFault) -> Reading {
    var builder = request.builder(rows: configuration.records.count)
    for (row, record) in configuration.records.enumerated() {
      builder.setPresent(row: row)
      for (field, value) in record { builder.set(value.constant, field: field, row: row, text: value.text) }
    }
    return Reading(records: builder.finish(), entities: configuration.names.map { EntityTable($0) })
  }

  /// Nothing to let go of.
  public func close() async {}
}
