internal import Diagnostics
public import Policy

/// Answers the routes of one running policy.
public struct RouteResponder: Sendable {
  let runner: PolicyRunner
  /// The last tick that ended.
  let report: TickReport?
  /// When it ended, on the clock of the runner.
  let endedAt: Double?
  /// Whether nothing may be written.
  let isDryRun: Bool

  /// Of a policy as it stands now. A dry run injects nothing.
  public init(_ policy: LivePolicy, isDryRun: Bool = false) {
    let status = policy.status
    self.init(policy.runner, report: status.report, endedAt: status.endedAt, isDryRun: isDryRun)
  }

  /// Of a runner, its last tick, and when that ended on the runner's clock.
  public init(_ runner: PolicyRunner, report: TickReport?, endedAt: Double?, isDryRun: Bool = false) {
    self.runner = runner
    self.report = report
    self.endedAt = endedAt
    self.isDryRun = isDryRun
  }

  var policy: CheckedPolicy { runner.policy }

  /// The answer to a request for a route of the policy. It never throws: whatever goes wrong is in the answer.
  public func answer(_ route: RouteDeclaration, _ request: RouteRequest) async -> RouteAnswer {
    do throws(RouteRefusal) {
      switch route.action {
      case .show(let sink, let absent): return try await show(sink, absent: absent, request)
      case .check(let name, let undecided): return try await check(name, undecided: undecided, request)
      case .inject(let source, let ttl, let isEnabled): return try await inject(source, ttl: ttl, isEnabled: isEnabled, route, request)
      case .health(let service):
        try request.parameters.refuseOthers(than: [])
        return health(service, isTrusted: request.isTrusted)
      }
    } catch {
      return error.answer
    }
  }

  /// The name of the entity that a request is about: from the path, or from the parameters.
  func entity(_ request: RouteRequest) throws(RouteRefusal) -> String? {
    guard let name = policy.entity else { return nil }
    let text: String
    if let place = request.places[name] {
      text = place
    } else if let given = try request.parameters.text(name) {
      text = given
    } else {
      throw RouteRefusal(400, "missing_parameter", "`\(name)` is missing")
    }
    guard !text.isEmpty, text.utf8.count <= KeyTemplate.limit else {
      throw RouteRefusal(400, "bad_parameter", "`\(name)` is a text of 1 to \(KeyTemplate.limit) bytes")
    }
    return text
  }
}

extension Column {
  /// The value of a row as a constant of a type; nil where there is none.
  func constant(row: Int, _ type: ValueType) -> Constant? {
    guard states.indices.contains(row), states[row].isPresent else { return nil }
    switch type {
    case .number: return .number(numbers[row])
    case .time: return .time(numbers[row])
    case .boolean: return .boolean(numbers[row] != 0)
    case .text: return .text(texts.string(row: row))
    }
  }
}

extension Constant {
  /// As JSON: numbers with a point, times in whole seconds.
  var json: String {
    switch self {
    case .number(let number): NumberFormat.text(number)
    case .time(let time): Int64(exactly: time.rounded(.down)).map(String.init) ?? NumberFormat.text(time)
    case .boolean(let value): value ? "true" : "false"
    case .text(let text): JSONText.string(text)
    }
  }
}
