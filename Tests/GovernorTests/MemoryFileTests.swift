import GovernorTesting
import Policy
import TestSupport
import Testing

@testable import Governor

/// A policy's memory as bytes, and bytes that are none.
@Suite struct MemoryFileTests {
  private func memory() async throws -> PolicyMemory {
    let bench = try PolicyMemoryTests.Bench()
    bench.fill()
    _ = await bench.runner.tick(.discard)
    return await bench.runner.memory()
  }

  private func fault(_ file: [UInt8]) -> MemoryFault? {
    do throws(MemoryFault) {
      _ = try PolicyMemory.read(file)
      return nil
    } catch {
      return error
    }
  }

  /// A file with a body of one's own, whole by its checksum.
  private func file(_ write: (inout ByteWriter) -> Void) -> [UInt8] {
    var writer = ByteWriter()
    write(&writer)
    return MemoryFormat.file(writer.bytes, at: noon)
  }

  @Test func comesBackAsItWas() async throws {
    let memory = try await memory()
    let read = try PolicyMemory.read(MemoryFormat.file(memory.body, at: noon + 7))
    #expect(read.time == noon + 7)
    #expect(read.memory.policy == "test")
    #expect(read.memory.body == memory.body)
    let bench = try PolicyMemoryTests.Bench(clock: TestClock(now: noon + 40))
    bench.lose()
    let adoption = await bench.runner.adopt(read.memory)
    #expect(adoption.taken.count == 3)
    let report = await bench.runner.tick(.discard)
    let main = try #require(report.snapshot.sources.first { $0.name == "main" })
    #expect(main.outcomes == [.lastKnownGood])
    #expect(main.columns.map { $0.shown() } == ["100.0", "\(noon)", "x"].map { $0.replacing("1.7695944e+09", with: "1769594400.0") })
    #expect(report.snapshot.entities?.count == 2)
  }

  @Test func anEmptyMemoryIsAMemory() throws {
    let empty = PolicyMemory(policy: "日本", sources: [])
    #expect(try PolicyMemory.read(MemoryFormat.file(empty.body, at: 0)).memory.policy == "日本")
  }

  @Test func everyLengthButTheWholeIsTorn() async throws {
    let file = MemoryFormat.file(try await memory().body, at: noon)
    for length in 0..<file.count { #expect(fault(Array(file.prefix(length))) == .torn, "\(length) bytes") }
    #expect(fault(file) == nil)
    #expect(fault(file + [0]) == .torn)
  }

  @Test func everyFlippedBitIsNoticed() async throws {
    let file = MemoryFormat.file(try await memory().body, at: noon)
    for bit in 0..<(file.count * 8) {
      var flipped = file
      flipped[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(fault(flipped) != nil, "bit \(bit)")
    }
    var random = SeededRandom(seed: 7)
    for _ in 0..<2000 {
      var flipped = file
      for _ in 0...random.below(20) { flipped[random.below(file.count)] ^= UInt8(1 + random.below(255)) }
      if flipped != file { #expect(fault(flipped) != nil) }
    }
  }

  /// The checksum is right, and what it guards is anything: nothing traps.
  @Test func bodiesOfAnySortEndInAMemoryOrAFault() async throws {
    let body = try await memory().body
    var random = SeededRandom(seed: 11)
    var refused = 0
    for round in 0..<4000 {
      var changed = body
      for _ in 0...random.below(4) { changed[random.below(body.count)] = UInt8(random.below(256)) }
      if round % 3 == 0 { changed = Array(changed.prefix(random.below(body.count))) }
      if fault(MemoryFormat.file(changed, at: noon)) != nil { refused += 1 }
    }
    #expect(refused > 1000)
  }

  @Test func saysWhatItRefuses() {
    #expect(fault(Array("{\"json\": true}".utf8)) == .foreign)
    #expect(fault(Array("GOVSTATf and more".utf8)) == .foreign)
    #expect(fault([UInt8](repeating: 0, count: MemoryFormat.limit + 1)) == .tooLarge)
    var newer = MemoryFormat.file([], at: noon)
    newer[8] = 2
    #expect(fault(newer) == .tooNew(version: 2))
    #expect(fault(MemoryFormat.file([], at: .nan)) == .impossible("no time of writing"))
    func source(_ writer: inout ByteWriter, name: String = "s", _ rest: (inout ByteWriter) -> Void) {
      writer.add(name)
      writer.add(UInt64(1))
      writer.add(false)
      rest(&writer)
    }
    func bad(_ rest: (inout ByteWriter) -> Void) -> MemoryFault? {
      fault(
        file {
          $0.add("p")
          $0.add(UInt32(1))
          source(&$0, rest)
        })
    }
    let field: (inout ByteWriter, UInt8) -> Void = { writer, kind in
      writer.add(UInt32(1))
      writer.add("f")
      writer.add(kind)
      writer.add(true)
    }
    let record: (inout ByteWriter, UInt8, Double) -> Void = { writer, state, value in
      writer.add("a")
      writer.add(noon)
      writer.add(state)
      writer.add(value)
    }
    #expect(bad { field(&$0, 9) } == .impossible("a field of no kind"))
    for value in [Double.nan, .infinity, -.infinity] {
      #expect(
        bad {
          field(&$0, 0)
          $0.add(true)
          $0.add(UInt32(1))
          record(&$0, 0, value)
          $0.add(false)
        } == .impossible("a number that is none"))
    }
    #expect(
      bad {
        field(&$0, 0)
        $0.add(true)
        $0.add(UInt32(1))
        record(&$0, 64, 1)
        $0.add(false)
      } == .impossible("a field in no state"))
    #expect(
      bad {
        field(&$0, 0)
        $0.add(true)
        $0.add(UInt32(2))
        record(&$0, 0, 1)
        record(&$0, 0, 2)
        $0.add(false)
      } == .impossible("a record twice"))
    #expect(
      bad {
        $0.add(UInt32(0))
        $0.add(false)
        $0.add(true)
        $0.add(noon)
        $0.add(UInt32(2))
        $0.add("a")
        $0.add("a")
      } == .impossible("an entity twice"))
    // A count that nothing can follow reserves nothing.
    #expect(
      bad {
        field(&$0, 0)
        $0.add(true)
        $0.add(UInt32.max)
      } == .impossible("less than it says"))
    #expect(bad { $0.add(UInt8(7)) } != nil)
  }
}
