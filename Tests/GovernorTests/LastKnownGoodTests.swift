import Policy
import Testing

@testable import Governor

@Suite struct LastKnownGoodTests {
  @Test func remembersEachEntityByItself() throws {
    let fields = try fields("a: {type: number}", "t: {type: text, optional: true}")
    var memory = LastKnownGood(fields: fields, maximumAge: 60)
    let batch = records(fields, [["a": "1", "t": "one"], ["a": "2"], ["a": "3", "t": ""]])
    for (row, entity) in ["x", "y", "日本"].enumerated() {
      memory.remember(batch.columns, row: row, entity: entity, asOf: noon + Double(row))
    }
    #expect(memory.count == 3)
    #expect(memory.find("z", now: noon) == nil)
    let second = try #require(memory.find("y", now: noon + 10))
    #expect(second.age == 9)
    #expect(memory.number(field: 0, slot: second.slot).value == 2)
    #expect(memory.text(field: 1, slot: second.slot).state == .missing)
    let third = try #require(memory.find("日本", now: noon))
    // An empty text is a text.
    #expect(memory.text(field: 1, slot: third.slot).state == [])
    memory.remember(batch.columns, row: 0, entity: "y", asOf: noon + 20)
    let again = try #require(memory.find("y", now: noon + 20))
    #expect(memory.count == 3)
    #expect(again.age == 0)
    #expect(memory.text(field: 1, slot: again.slot).bytes == Array("one".utf8))
  }

  @Test func tidiesWhatIsLongUnusableAndKeepsTheRest() throws {
    let fields = try fields("a: {type: number}", "t: {type: text}")
    var memory = LastKnownGood(fields: fields, maximumAge: 60)
    let rows = (0..<3000).map { ["a": "\($0)", "t": "text \($0)"] }
    let batch = records(fields, rows)
    for row in rows.indices {
      memory.remember(batch.columns, row: row, entity: "e\(row)", asOf: row < 2900 ? noon : noon + 1000)
    }
    // Twice its time and a minute: so long it is known to be too old.
    memory.tidy(now: noon + 179)
    #expect(memory.count == 3000)
    memory.tidy(now: noon + 1000)
    #expect(memory.count == 100)
    #expect(memory.find("e2899", now: noon) == nil)
    for row in 2900..<3000 {
      let found = try #require(memory.find("e\(row)", now: noon + 1001))
      #expect(found.age == 1)
      #expect(memory.number(field: 0, slot: found.slot).value == Double(row))
      #expect(memory.text(field: 1, slot: found.slot).bytes == Array("text \(row)".utf8))
    }
  }

  @Test func fewRecordsAreNeverDropped() throws {
    let fields = try fields("a: {type: number}")
    var memory = LastKnownGood(fields: fields, maximumAge: 1)
    memory.remember(records(fields, [["a": "1"]]).columns, row: 0, entity: "", asOf: 0)
    memory.tidy(now: noon)
    #expect(memory.count == 1)
  }
}
