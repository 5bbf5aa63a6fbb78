import GovernorTesting
import Sinks
import Testing

@Suite(.timeLimit(.minutes(3)))
struct ConformanceTests {
  @Test func redisHash() async { #expect(await SinkConformance(RedisHashSink.self).complaints() == []) }
  @Test func exec() async { #expect(await SinkConformance(ExecSink.self).complaints() == []) }
  @Test func redisStream() async { #expect(await SinkConformance(RedisStreamSink.self).complaints() == []) }
  @Test func console() async { #expect(await SinkConformance(ConsoleSink.self).complaints() == []) }
  @Test func fake() async { #expect(await SinkConformance(FakeSink.self).complaints() == []) }
}
