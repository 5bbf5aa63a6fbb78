extension RouteResponder {
  /// What a check of the policy says to somebody who asks it by its name, whether or not the policy has a route for it. It never throws:
  /// whatever goes wrong is in the answer.
  public func answer(check name: String, _ request: RouteRequest) async -> RouteAnswer {
    do throws(RouteRefusal) {
      return try await check(name, undecided: [], request)
    } catch {
      return error.answer
    }
  }
}
