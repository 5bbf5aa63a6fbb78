import Foundation
import Testing

@testable import HostKit

/// What `systemctl status` shows of many policies.
@Suite struct StatusLineTests {
  private func entry(_ number: Int, failed: Int = 0, withheld: Int = 0) -> StatusLine.Entry {
    StatusLine.Entry(name: "policy-\(number)", mode: "enforce", tick: (12, 6, withheld, failed))
  }

  @Test func aFewAreToldOneByOne() {
    #expect(StatusLine.text([]) == "")
    let entries = [entry(1, withheld: 1), StatusLine.Entry(name: "new", mode: "shadow", tick: nil)]
    #expect(
      StatusLine.text(entries) == "policy-1 enforce: tick 12, 6 written, 1 withheld, 0 failed; new shadow: before its first tick")
  }

  @Test func thatNobodyKnowsTheEntitiesIsTold() {
    let blind = StatusLine.Entry(name: "risk", mode: "shadow", tick: (13, 0, 0, 0), knowsEntities: false)
    #expect(StatusLine.text([blind]) == "risk shadow: tick 13, entities unknown, 0 written, 0 withheld, 0 failed")
  }

  @Test func manyAreToldInNumbersWithThoseThatAreNotWell() {
    let well = (1...500).map { entry($0) }
    #expect(StatusLine.text(well) == "500 policies: 3000 written, 0 withheld, 0 failed")
    let one = well + [entry(777, failed: 2), StatusLine.Entry(name: "new", mode: "enforce", tick: nil)]
    #expect(
      StatusLine.text(one)
        == "502 policies: 3006 written, 0 withheld, 2 failed, 1 before their first tick; "
        + "policy-777 enforce: tick 12, 6 written, 0 withheld, 2 failed; new enforce: before its first tick")
    let unwell = StatusLine.text((1...500).map { entry($0, failed: 1) })
    #expect(unwell.hasPrefix("500 policies: 3000 written, 0 withheld, 500 failed; policy-1 enforce: tick 12,"))
    #expect(unwell.hasSuffix(" more"))
    #expect(unwell.utf8.count <= StatusLine.limit)
    // Those that are shown and those that are counted are all.
    let shown = unwell.components(separatedBy: "; ").count - 2
    #expect(unwell.hasSuffix("; and \(500 - shown) more"))
  }

  @Test func namesOfAnyLengthFit() {
    let long = String(repeating: "x", count: 5000)
    #expect(StatusLine.joined([long, "b"]) == "and 2 more")
    #expect(StatusLine.joined(["a", "é"]) == "a; é")
    #expect(StatusLine.joined(["a", long]) == "a; and 1 more")
  }
}
