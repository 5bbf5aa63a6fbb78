/// When the policies of a host are due, by name. All schedules begin at one time, so that those with the same `every` are due together.
struct Timetable: Sendable {
  private struct Line {
    var schedule: TickSchedule
    /// It is to tick as soon as may be, whatever its schedule says.
    var isUrgent: Bool
  }

  private let start: Double
  private var lines: [String: Line] = [:]

  /// Nothing is due; schedules begin at `start` on a monotonic clock.
  init(start: Double) {
    self.start = start
  }

  /// Puts other policies in the place of those that are there. One whose time between ticks stays keeps its schedule; `urgent` ones and new
  /// ones are due at once, and so are those that were to be before and have not begun.
  mutating func replace(_ policies: [(name: String, every: Double)], urgent: Set<String>, at now: Double) {
    var next: [String: Line] = [:]
    for (name, every) in policies {
      let known = lines[name].flatMap { $0.schedule.every == every ? $0.schedule : nil }
      var schedule = known ?? TickSchedule(every: every, start: start)
      // The times before it came were never its own.
      if known == nil, schedule.due <= now { _ = schedule.advance(beyond: now) }
      next[name] = Line(schedule: schedule, isUrgent: known == nil || urgent.contains(name) || lines[name]?.isUrgent == true)
    }
    lines = next
  }

  /// When the next is due; nil where there is none. What is urgent waits for the end of a tick of the same policy.
  func nextDue(running: Set<String>) -> Double? {
    lines.map { name, line in line.isUrgent && !running.contains(name) ? -.infinity : line.schedule.due }.min()
  }

  /// The policies that are to tick at a time, and how many due times passed unused for each policy. What is due goes on to its next time.
  mutating func take(at now: Double, running: Set<String>) -> (ready: [String], missed: [String: Int]) {
    var ready: [String] = []
    var missed: [String: Int] = [:]
    for (name, line) in lines {
      let isDue = line.schedule.due <= now
      if isDue { missed[name] = lines[name]?.schedule.advance(beyond: now) }
      if running.contains(name) {
        if isDue { missed[name, default: 0] += 1 }
      } else if isDue || line.isUrgent {
        ready.append(name)
        lines[name]?.isUrgent = false
      }
    }
    return (ready.sorted(), missed)
  }
}
