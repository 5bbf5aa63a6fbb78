internal import Diagnostics

/// Reads `api`: a route for each method and path.
enum RouteSection {
  static func read(_ node: Node?, _ context: LoadContext) -> [RouteDraft] {
    var drafts: [RouteDraft] = []
    for entry in PolicyBody.entries(node, "`api`", context) {
      let noun = "the route `\(entry.key.shown())`"
      let head = head(entry, context)
      let spec = RouteDraft.Spec.schema.type(named: noun).read(entry.value, context)
      guard let head, let spec else { continue }
      let draft = RouteDraft(method: head.method, path: head.path, span: entry.keySpan, spec: spec)
      guard isFree(draft, context) else { continue }
      if let other = drafts.first(where: { $0.method == draft.method && $0.path.overlaps(draft.path) }) {
        context.report(
          Diagnostic(
            .routeConflict, "one request could be meant for two routes, `\(draft.text)` and `\(other.text)`", at: draft.span,
            help: "give one of them another path"
          ).pointing(to: other.span, "the other one"))
      }
      drafts.append(draft)
    }
    return drafts
  }

  private static func head(_ entry: Node.Entry, _ context: LoadContext) -> (method: RouteMethod, path: RoutePath)? {
    func refuse(_ message: String, _ help: String?) {
      context.report(Diagnostic(.badRoute, message, at: entry.keySpan, help: help))
    }
    let words = entry.key.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    guard words.count == 2 else {
      let isPath = words.count == 1 && entry.key.hasPrefix("/")
      refuse(
        "a route is a method and a path with one space between them, and `\(entry.key.shown())` is not",
        isPath ? "write `GET \(entry.key.shown(limit: 60))`, or `POST` for a check" : "write `GET /budget/{symbol}`, for example")
      return nil
    }
    do {
      let path = try RoutePath(words[1])
      guard let method = RouteMethod(rawValue: words[0]) else {
        let meant = RouteMethod(rawValue: words[0].uppercased())
        refuse(
          "`\(words[0].shown(limit: 40))` is not a method of a route", meant.map { "write `\($0.rawValue)`" } ?? "methods: `GET`, `POST`")
        return nil
      }
      return (method, path)
    } catch {
      refuse(error.message, error.help)
      return nil
    }
  }

  private static func isFree(_ draft: RouteDraft, _ context: LoadContext) -> Bool {
    guard let taken = HostPath.taken(by: draft.path) else { return true }
    context.report(
      Diagnostic(
        .reservedPath, "the path `\(taken)` is the host's own, and `\(draft.path)` would take its requests", at: draft.span,
        help: "give the route another beginning; of the host's paths a policy may claim `/health` alone"))
    return false
  }
}

extension RouteDraft {
  /// As it is written.
  var text: String { "\(method.rawValue) \(path)" }
}
