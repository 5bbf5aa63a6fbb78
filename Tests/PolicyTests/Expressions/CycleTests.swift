import Diagnostics
import Testing

@testable import Policy

/// Values that depend on themselves: one finding for each ring, with a label where each member uses the next.
struct CycleTests {
  @Test(arguments: [
    (
      "x: y + 1\ny: x\n", "1:1-2 GV0205 `x` depends on itself: `x` → `y` → `x`",
      ["1:4-5 `x` uses `y`", "2:4-5 `y` uses `x`"]
    ),
    (
      "x: y\ny: 1 + z * x\nz: '2 * x'\n", "1:1-2 GV0205 `x` depends on itself: `x` → `y` → `z` → `x`",
      ["1:4-5 `x` uses `y`", "2:8-9 `y` uses `z`", "3:9-10 `z` uses `x`"]
    ),
    ("x: a + x\n", "1:1-2 GV0205 `x` depends on itself", ["1:8-9 `x` uses `x`"]),
    ("x: {weights: {x: 1}}\n", "1:1-2 GV0205 `x` depends on itself", ["1:15-16 `x` uses `x`"]),
    (
      "w: x\nx: {first_of: [a, y]}\ny: {match: {of: t, A: x}}\n", "2:1-2 GV0205 `x` depends on itself: `x` → `y` → `x`",
      ["2:19-20 `x` uses `y`", "3:23-24 `y` uses `x`"]
    ),
  ])
  func rings(text: String, finding: String, labels: [String]) {
    let found = Reading.values(text).sorted
    #expect(found.map { Reading.placed($0) } == [finding])
    #expect(found.first?.labels.map { "\($0.span.start.line):\($0.span.start.column)-\($0.span.end.column) \($0.text)" } == labels)
  }

  @Test func ringsThatShareAMember() {
    let found = Reading.values("x: y\ny: x + z\nz: y\n").sorted.map(\.message)
    #expect(found == ["`x` depends on itself: `x` → `y` → `x`", "`y` depends on itself: `y` → `z` → `y`"])
  }

  @Test func otherFaultsOfAMemberAreReported() {
    let found = Reading.values("x: y + zz\ny: x + usd\nz: x * y + usd\n").sorted.map { Reading.placed($0) }
    #expect(found == ["1:1-2 GV0205 `x` depends on itself: `x` → `y` → `x`", "1:8-10 GV0202 `zz` means nothing here"])
  }

  @Test func aLongRingIsShortened() throws {
    let text = (0..<1000).map { "v\($0): v\(($0 + 1) % 1000)\n" }.joined()
    let found = try #require(Reading.values(text).sorted.first)
    #expect(found.labels.count == 12)
    #expect(found.message.hasSuffix("`v10` → … → `v999` → `v0`"))
    #expect(found.labels[10].text == "`v10` uses the next")
    #expect(found.notes == ["1000 values are in this ring"])
  }

  /// Each value closes a ring with all before it; what is told of each must not grow with its length.
  @Test func manyLongRings() {
    let text = (0..<20_000).map { "v\($0): v0 + v\($0 + 1)\n" }.joined() + "v20000: v0\n"
    let found = Reading.values(text)
    #expect(found.sorted.count <= 301)
    #expect(found.hasErrors)
  }
}
