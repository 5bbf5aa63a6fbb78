import Governor
import Sources
import Testing

@Suite struct StaticSourceTests {
  @Test func oneRecord() async throws {
    let source = try Built(
      StaticSource.self,
      """
      fields:
        n: {type: number, range: [0, 1]}
        t: {type: text}
        b: {type: boolean}
        w: {type: time}
        d: {type: number, default: 9}
        o: {type: number, optional: true}
      values: {n: 0.5, t: calm, b: false, w: 2026-01-28T10:00:00Z}
      """)
    for _ in 0..<2 {
      let records = try await source.read().records
      #expect(records.states == [.present])
      #expect(records.shown() == ["0.5", "calm", "0.0", "1769594400.0", "9.0", nil])
    }
    await source.close()
  }

  @Test func aRowForEachEntity() async throws {
    let source = try Built(
      StaticSource.self, "fields:\n  n: {type: number, optional: true}\nrows: {BTC: {n: 1}, \"a b\": {n: 2}, EMPTY: {}}", entities: .itself)
    let reading = try await source.read()
    #expect(reading.entities.map { table in (0..<table.count).map { table.name($0) } } == ["BTC", "a b", "EMPTY"])
    #expect(reading.records.states == [.present, .present, .present])
    #expect((0..<3).map { reading.records.shown($0) } == [["1.0"], ["2.0"], [nil]])
    await source.close()
  }
}
