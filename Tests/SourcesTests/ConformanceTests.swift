import GovernorTesting
import Sources
import Testing

@Suite(.timeLimit(.minutes(3)))
struct ConformanceTests {
  @Test func redisHash() async { #expect(await SourceConformance(RedisHashSource.self).complaints() == []) }
  @Test func redisScan() async { #expect(await SourceConformance(RedisScanSource.self).complaints() == []) }
  @Test func prometheus() async { #expect(await SourceConformance(PrometheusSource.self).complaints() == []) }
  @Test func exec() async { #expect(await SourceConformance(ExecSource.self).complaints() == []) }
  @Test func statics() async { #expect(await SourceConformance(StaticSource.self).complaints() == []) }
}
