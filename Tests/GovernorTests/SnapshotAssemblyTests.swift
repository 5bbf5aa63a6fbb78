import Policy
import Testing

@testable import Governor

@Suite struct SnapshotAssemblyTests {
  @Test func keepsWhatWasReadAndReplacesTheRest() throws {
    let fields = try fields("n: {type: number}", "t: {type: text}")
    let batch = records(fields, (0..<5).map { ["n": "\($0)", "t": "t\($0)"] })
    var assembly = SnapshotAssembly(fields: fields, rows: 5)
    assembly.take(1, state: .stale, outcome: .values, age: .nan)
    assembly.replace(1, with: [1: .text("instead")])
    assembly.blank(2, .withheld)
    assembly.replace(4, with: [0: .number(40)])
    assembly.noteTooOld(3)
    assembly.noteTooOld(4)
    let snapshot = assembly.snapshot(name: "s", batch: batch, skippedKeys: 0, fault: nil, readSeconds: 0)
    #expect((0..<5).map { snapshot.columns[0].shown($0) } == ["0.0", nil, nil, "3.0", "40.0"])
    #expect((0..<5).map { snapshot.columns[1].shown($0) } == ["t0", "instead", nil, "t3", nil])
    #expect(snapshot.columns[0].states == [[], .missing, .withheld, [], []])
    #expect(snapshot.tooOld == 2)
    #expect(snapshot.states[1] == .stale)
  }

  @Test func withoutABatchEveryColumnHasItsRows() throws {
    let fields = try fields("n: {type: number}", "t: {type: text}")
    for rows in [0, 1, 3] {
      let snapshot = SnapshotAssembly(fields: fields, rows: rows)
        .snapshot(name: "s", batch: nil, skippedKeys: 0, fault: nil, readSeconds: 0)
      #expect(snapshot.columns.map(\.count) == [rows, rows])
      #expect(snapshot.columns[0].numbers.count == rows)
      #expect(snapshot.columns[1].texts.count == rows)
      #expect(snapshot.columns.allSatisfy { column in column.states.allSatisfy { $0 == .missing } })
    }
  }
}
