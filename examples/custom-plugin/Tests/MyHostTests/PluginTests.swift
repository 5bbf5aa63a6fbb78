import GovernorTesting
import Testing

@testable import MyHost

/// The suites that come with Governor hold a plugin to what every one must do.
struct PluginTests {
  @Test func source() async { #expect(await SourceConformance(LoadAverageSource.self).complaints() == []) }
  @Test func sink() async { #expect(await SinkConformance(AppendSink.self).complaints() == []) }
}
