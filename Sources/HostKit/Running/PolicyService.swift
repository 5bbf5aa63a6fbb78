internal import Governor
internal import Policy
internal import ServiceLifecycle

/// Runs one policy until it is told to stop: a tick at each due time, never two at once.
struct PolicyService: Service {
  let runner: PolicyRunner
  let writing: PolicyRunner.Writing
  let clock: any GovernorClock
  let journal: TickJournal

  func run() async throws {
    var journal = journal
    var schedule = TickSchedule(every: runner.policy.every, start: clock.monotonic)
    while !Task.isShuttingDownGracefully, !Task.isCancelled {
      let report = await runner.tick(writing)
      RunCommand.printPreview(report)
      journal.note(report)
      let missed = schedule.advance(at: clock.monotonic)
      if missed > 0 { journal.noteOverrun(report, missed: missed) }
      let pause = schedule.due - clock.monotonic
      // Being told to stop while waiting is no fault.
      try? await cancelWhenGracefulShutdown { try await clock.sleep(for: pause) }
    }
    await runner.close()
  }
}
