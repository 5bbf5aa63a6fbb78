import Testing

@testable import HostKit

/// Lines that wait, and those for which there is no room.
@Suite struct LineQueueTests {
  private func all(_ queue: inout LineQueue) -> [LineQueue.Entry] {
    var found: [LineQueue.Entry] = []
    while let entry = queue.next() { found.append(entry) }
    return found
  }

  @Test func keepsTheOrder() {
    var queue = LineQueue(limit: 10_000)
    var found: [LineQueue.Entry] = []
    for number in 0..<1000 {
      queue.add("\(number)\n")
      if number % 3 == 0, let entry = queue.next() { found.append(entry) }
    }
    #expect(found + all(&queue) == (0..<1000).map { .line("\($0)\n") })
    #expect(queue.lost == 0)
  }

  @Test func tellsAtItsPlaceWhatIsMissing() {
    var queue = LineQueue(limit: 8)
    for line in ["aaaa", "bbbb", "cccc", "dddd"] { queue.add(line) }
    for line in ["aaaa", "bbbb"] { #expect(queue.next() == .line(line)) }
    queue.add("eeee")
    #expect(queue.lost == 2)
    #expect(all(&queue) == [.gap(2), .line("eeee")])
  }

  @Test func takesNothingMoreUntilHalfIsFree() {
    var queue = LineQueue(limit: 8)
    for line in ["aa", "bb", "cc", "dd", "lost"] { queue.add(line) }
    _ = queue.next()
    queue.add("ee")
    #expect(queue.lost == 2, "6 of 8 bytes are taken")
    (_, _) = (queue.next(), queue.next())
    queue.add("ff")
    #expect(all(&queue) == [.line("dd"), .gap(2), .line("ff")])
  }

  @Test func tellsWhatIsMissingThoughNoLineFollows() {
    var queue = LineQueue(limit: 4)
    queue.add("aaaa")
    queue.add("bbbb")
    #expect(all(&queue) == [.line("aaaa"), .gap(1)])
    #expect(all(&queue).isEmpty)
  }

  @Test func aLineThatNeverFitsIsLost() {
    var queue = LineQueue(limit: 4)
    queue.add("aaaaa")
    queue.add("bb")
    #expect(all(&queue) == [.gap(1), .line("bb")])
    #expect(queue.lost == 1)
  }

  @Test func bytesAreCountedNotLetters() {
    var queue = LineQueue(limit: 4)
    queue.add("日本")
    #expect(queue.lost == 1)
  }
}
