import Testing

@testable import Governor

@Suite struct EntityTableTests {
  @Test func aHundredThousandNames() {
    var table = EntityTable()
    for number in 0..<100_000 {
      let name = Array("SYM\(number)USDT".utf8)
      #expect(table.row(adding: name) == number)
    }
    #expect(table.count == 100_000)
    for number in stride(from: 0, to: 100_000, by: 7) {
      #expect(table.row(of: "SYM\(number)USDT") == number)
      #expect(table.name(number) == "SYM\(number)USDT")
    }
    #expect(table.row(of: "SYM100000USDT") == nil)
    let known = Array("SYM42USDT".utf8)
    #expect(table.row(adding: known) == 42)
    #expect(table.count == 100_000)
  }

  /// Names that are alike, that begin each other, and that no text is.
  @Test func hostileNames() {
    let names: [[UInt8]] =
      [
        [], [0], [0, 0], [0xFF], [0xFF, 0xFE], Array("a".utf8), Array("A".utf8), Array("a ".utf8), Array("é".utf8), Array("e\u{301}".utf8),
        Array(repeating: 0x61, count: 100_000), Array(repeating: 0x61, count: 100_001),
      ] + (0..<256).map { [UInt8($0), 0x7A] }
    var table = EntityTable(capacity: -5)
    for (row, name) in names.enumerated() { #expect(table.row(adding: name) == row) }
    for (row, name) in names.enumerated() {
      #expect(table.row(adding: name) == row)
      #expect(table.row(of: name) == row)
      let bytes = table.names.withBytes(row: row) { span in span.indices.map { span[$0] } }
      #expect(bytes == name)
    }
    #expect(table.count == names.count)
  }

  /// With as many names as slots can bear there are collisions at every size.
  @Test(arguments: [0, 1, 63, 64, 65, 127, 128, 129, 1000])
  func everySize(_ count: Int) {
    let table = EntityTable((0..<count).map(String.init))
    #expect(table.count == count)
    #expect((0..<count).allSatisfy { table.row(of: String($0)) == $0 })
    #expect(table.row(of: String(count)) == nil)
  }

  @Test func theSameNameOnce() {
    let table = EntityTable(["a", "b", "a"])
    #expect(table.count == 2)
    #expect(table.row(of: "b") == 1)
  }

  @Test func aCopyIsAValue() {
    let first = EntityTable(["a"])
    var second = first
    let name = Array("b".utf8)
    _ = second.row(adding: name)
    #expect(first.row(of: "b") == nil)
    #expect(second.row(of: "b") == 1)
  }
}

@Suite struct EntityMemoryTests {
  @Test func recallsWhileItIsYoung() {
    var memory = EntityMemory()
    #expect(memory.recall(maximumAge: .infinity, now: noon) == nil)
    memory.remember(EntityTable(["a", "b"]), at: noon)
    #expect(memory.recall(maximumAge: 60, now: noon + 59.9)?.count == 2)
    #expect(memory.recall(maximumAge: 60, now: noon + 60) == nil)
    // The clock was set back by a second, and by an hour.
    #expect(memory.recall(maximumAge: 60, now: noon - 1)?.count == 2)
    #expect(memory.recall(maximumAge: 60, now: noon - 3600) == nil)
    memory.remember(EntityTable(), at: noon + 100)
    #expect(memory.recall(maximumAge: 60, now: noon + 101)?.count == 0)
  }
}
