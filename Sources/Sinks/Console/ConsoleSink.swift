internal import Diagnostics
public import Governor
public import Policy

/// Prints a line for each row: for trying a policy out, and for pipes.
public struct ConsoleSink: SinkPlugin {
  /// How a line is written.
  enum Format: String, Sendable, CaseIterable {
    case text, json
  }

  /// What a policy says of a `console` sink.
  public struct Configuration: SinkConfiguration {
    let format: Format
    /// What is printed.
    public let outputs: [OutputField]
    /// No keys.
    public var templates: [KeyTemplate] { [] }
    /// No keys.
    public var writtenKeys: WrittenKeys? { nil }
    /// Only people read it.
    public var toleratesShadows: Bool { true }
  }

  /// The word behind `type:`.
  public static let type = "console"
  /// For the reference.
  public static let summary = "Prints a line for each entity on standard output, as text or as JSON."
  /// The configuration.
  public static let schema = Schema(
    .optional("format", .choice, default: Format.text, shown: "text", "`text` is for people, `json` for pipes: one object a line."),
    .required("fields", .outputs, "What is printed: names and expressions."),
    make: { Configuration(format: $0, outputs: $1) })
  /// Examples for the reference.
  public static let examples = PluginExamples(
    accepted: [
      PluginExample(
        "a line a tick",
        """
        type: console
        fields:
          mode: mode
          at: now
        """)
    ],
    refused: [
      PluginExample(
        "a format that there is not",
        """
        type: console
        format: xml
        fields:
          mode: mode
        """)
    ])

  private let configuration: Configuration
  private let output = StandardOutput()

  /// Builds the sink.
  public init(_ configuration: Configuration, in context: BuildContext) {
    self.configuration = configuration
  }

  /// Prints a line for each row. A pipe that nobody reads is given up at the deadline.
  public func write(_ batch: OutputBatch, until deadline: ContinuousClock.Instant) async -> WriteResult {
    let lines = preview(batch).map { $0 + "\n" }.joined()
    guard await output.write(lines, until: deadline) else {
      let fault = PluginFault(.unreachable, place: "standard output", message: "is closed, or nobody reads it")
      return WriteResult(written: 0, failed: batch.rows.count, fault: fault)
    }
    return WriteResult(written: batch.rows.count)
  }

  /// The lines.
  public func preview(_ batch: OutputBatch) -> [String] {
    batch.rows.map { row in
      switch configuration.format {
      case .text:
        batch.outputs.map { "\($0.name)=\($0.text(row: row).shown(limit: 500))" }.joined(separator: " ")
      case .json:
        batch.json(row: row)
      }
    }
  }

  /// Nothing to let go of.
  public func close() async {}
}
