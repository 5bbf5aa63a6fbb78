import GovernorTesting
import Testing

@testable import Governor

@Suite struct TickScheduleTests {
  @Test func doesNotDrift() {
    var schedule = TickSchedule(every: 0.1, start: 5)
    for tick in 0..<100_000 {
      #expect(schedule.due == 5 + Double(tick) * 0.1)
      // A tick that takes a while, and less than there is.
      #expect(schedule.advance(at: schedule.due + 0.099) == 0)
    }
  }

  @Test(arguments: [
    // When the first tick ended; how many due times passed; when the next is due.
    (0.0, 0, 10.0), (9.999, 0, 10.0), (10.0, 0, 10.0), (10.001, 1, 20.0), (20.0, 1, 20.0), (25.0, 2, 30.0), (-50.0, 0, 10.0),
    (1e12, 99_999_999_999, 1e12),
  ])
  func skipsWhatPassed(_ end: Double, _ missed: Int, _ due: Double) {
    var schedule = TickSchedule(every: 10, start: 0)
    #expect(schedule.advance(at: end) == missed)
    #expect(schedule.due == due)
  }

  @Test func aSleepOfMonthsIsSkippedWhole() {
    var schedule = TickSchedule(every: 0.001, start: 0)
    let now = 86_400.0 * 90
    #expect(schedule.advance(at: now) > 1_000_000_000)
    #expect(schedule.due >= now && schedule.due < now + 0.01)
    #expect(schedule.advance(at: .infinity) == 0)
  }
}

@Suite(.timeLimit(.minutes(5))) struct TestClockTests {
  @Test func wakesTheSleepersWhoseTimeHasCome() async throws {
    let clock = TestClock(now: noon)
    async let short: Void = clock.sleep(for: 5)
    async let long: Void = clock.sleep(for: 50)
    while clock.sleepers < 2 { await Task.yield() }
    clock.set(now: noon + 1000)
    #expect(clock.sleepers == 2)
    clock.advance(by: 5)
    try await short
    #expect(clock.sleepers == 1)
    #expect(clock.now == noon + 1005)
    #expect(clock.monotonic == 5)
    clock.advance(by: 45)
    try await long
    try await clock.sleep(for: 0)
  }

  @Test func cancellingWakes() async {
    let clock = TestClock()
    let early = Task { try await clock.sleep(for: 1) }
    early.cancel()
    await #expect(throws: CancellationError.self) { try await early.value }
    let late = Task { try await clock.sleep(for: 1) }
    while clock.sleepers == 0 { await Task.yield() }
    late.cancel()
    await #expect(throws: CancellationError.self) { try await late.value }
    #expect(clock.sleepers == 0)
  }
}
