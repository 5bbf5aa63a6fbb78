import Governor
import GovernorTesting
import Policy
import Testing

/// The suites themselves: each flaw of a plugin is seen.
@Suite(.timeLimit(.minutes(5)))
struct ConformanceSuiteTests {
  @Test func aSourceWithEveryFlawOfItsWords() async {
    let complaints = await SourceConformance(FlawedWords.self).complaints()
    #expect(complaints.contains { $0.contains("not in snake_case") })
    #expect(complaints.contains { $0.contains("what kind of plugin") })
    #expect(complaints.contains { $0.contains("summary is not one sentence") })
    #expect(complaints.contains { $0.contains("accepted example `bad` is refused") })
    #expect(complaints.contains { $0.contains("refused example `good` is accepted") })
  }

  @Test func aSourceThatHangsAndTellsSecrets() async {
    #expect(
      await SourceConformance(Hanging.self, patience: .milliseconds(100)).complaints().contains {
        $0.contains("a read") && $0.contains("hangs")
      })
    #expect(await SourceConformance(WrongRows.self).complaints().contains { $0.contains("gives 7 rows where 1 are asked for") })
  }

  @Test func aSinkThatMiscounts() async {
    let complaints = await SinkConformance(Miscounting.self).complaints()
    #expect(complaints.contains { $0.contains("tells of 5 written") })
    #expect(complaints.contains { $0.contains("a preview of rows shows nothing") })
  }
}

private struct FlawedWords: SourcePlugin {
  static let type = "Flawed_source"
  static let summary = "no sentence"
  static var schema: Schema<FakeSource.Configuration> { FakeSource.schema }
  static let examples = PluginExamples(
    accepted: [PluginExample("bad", "type: Flawed_source\nfields: 1\n")],
    refused: [PluginExample("good", "type: Flawed_source\nfields:\n  a: {type: number}\n")])
  init(_ configuration: FakeSource.Configuration, in context: BuildContext) {}
  func read(_ request: ReadRequest) async throws(PluginFault) -> Reading { throw PluginFault(.invalid, place: "", message: "") }
  func close() async {}
}

private struct Hanging: SourcePlugin {
  static let type = "hanging"
  static let summary = "Never ends."
  static var schema: Schema<FakeSource.Configuration> { FakeSource.schema }
  static let examples = PluginExamples(accepted: [PluginExample("one", "type: hanging\n")], refused: [])
  init(_ configuration: FakeSource.Configuration, in context: BuildContext) {}
  func read(_ request: ReadRequest) async throws(PluginFault) -> Reading {
    // It heeds its cancellation, so that the test leaves nothing behind, and its deadline not at all.
    while !Task.isCancelled { try? await Task.sleep(for: .milliseconds(1)) }
    throw PluginFault(.unreachable, place: "there", message: "cancelled")
  }
  func close() async {}
}

private struct WrongRows: SourcePlugin {
  static let type = "wrong_rows"
  static let summary = "Gives what nobody asked for."
  static var schema: Schema<FakeSource.Configuration> { FakeSource.schema }
  static let examples = PluginExamples(accepted: [PluginExample("one", "type: wrong_rows\n")], refused: [])
  init(_ configuration: FakeSource.Configuration, in context: BuildContext) {}
  func read(_ request: ReadRequest) async throws(PluginFault) -> Reading {
    Reading(records: RecordBatchBuilder(fields: request.fields, rows: 7).finish())
  }
  func close() async {}
}

private struct Miscounting: SinkPlugin {
  static let type = "miscounting"
  static let summary = "Counts wrong."
  static var schema: Schema<FakeSink.Configuration> { FakeSink.schema }
  static let examples = PluginExamples(
    accepted: [PluginExample("one", "type: miscounting\nfields:\n  at: now\n")], refused: [PluginExample("none", "type: miscounting\n")])
  init(_ configuration: FakeSink.Configuration, in context: BuildContext) {}
  func write(_ batch: OutputBatch, until deadline: ContinuousClock.Instant) async -> WriteResult { WriteResult(written: 5) }
  func preview(_ batch: OutputBatch) -> [String] { [] }
  func close() async {}
}
