import Governor
import GovernorTesting
import Synchronization
import Testing

@Suite struct RegistryTests {
  @Test func aNameStandsOnce() throws {
    #expect(throws: Registry.Duplicate.self) { try Registry(sources: [FakeSource.self, FakeSource.self], sinks: []) }
    let duplicate = #expect(throws: Registry.Duplicate.self) { try Registry(sources: [], sinks: [FakeSink.self, FakeSink.self]) }
    #expect(duplicate?.description == "two sink plugins are named `fake`")
    // A source and a sink may share a name, as `redis_hash` does.
    let registry = try Registry.fakes()
    #expect(registry.sourceTypes.map { $0.type } == ["fake"])
    #expect(registry.sinkTypes.map { $0.type } == ["fake"])
  }

  @Test func theFakesConform() async {
    #expect(await SourceConformance(FakeSource.self).complaints() == [])
  }
}

@Suite struct SharedResourcesTests {
  private final class Counter: Sendable {
    let count = Mutex(0)
    func add() { count.withLock { $0 += 1 } }
    var value: Int { count.withLock { $0 } }
  }

  @Test func isMadeOnceAndClosedOnce() async {
    let (resources, made, closed) = (SharedResources(), Counter(), Counter())
    for _ in 0..<3 {
      let text = resources.shared(
        "key",
        make: {
          made.add()
          return "thing"
        }, close: { _ in closed.add() })
      #expect(text == "thing")
    }
    await resources.close()
    await resources.close()
    #expect(made.value == 1)
    #expect(closed.value == 1)
  }

  @Test func twoTypesMayHaveOneKey() async {
    let (resources, closed) = (SharedResources(), Counter())
    #expect(resources.shared("key", make: { 1 }, close: { _ in closed.add() }) == 1)
    #expect(resources.shared("key", make: { "one" }, close: { _ in closed.add() }) == "one")
    #expect(resources.shared("key", make: { 2 }, close: { _ in closed.add() }) == 1)
    await resources.close()
    #expect(closed.value == 2)
  }
}
