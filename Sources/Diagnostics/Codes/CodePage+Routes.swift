// GV0360 to GV0379: `api`, the routes by which others ask a policy over HTTP.
extension CodePage {
  /// A policy with a sink and a check, and what stands under its `api`.
  private static func policy(_ api: String) -> CodeExample {
    .policy(
      """
      policy: desk
      connections: {redis: "redis://localhost:6379/0"}
      for_each: {symbol: found}
      sources:
        found: {type: redis_scan, keys: "pos:{symbol}", fields: {size: {type: number, optional: true}}}
        state: {type: redis_hash, key: state, fields: {equity: {type: number}, at: {type: time}}, as_of: at}
      values: {room: state.equity * 2%}
      sinks:
        limits: {type: redis_hash, key: "limit:{symbol}", ttl: 5m, fields: {room: room}}
      checks:
        size: {given: {wanted: {type: number}}, each_tick: {wanted: found.size}, violated_when: wanted > room}
      api:
        \(api)
      """)
  }

  static let ofRoutes: [CodePage] = [
    CodePage(
      .badRoute,
      rule: """
        A route is `GET` or `POST`, one space, and a path: segments of letters, digits, `-`, `.`, `_` and `~`, each behind a `/`, or a placeholder \
        in braces that is a whole segment. Parameters of the query need no declaration.
        """,
      why: "A route that no request can fit would answer nobody.",
      wrong: policy("get /limits/{symbol}: {show: limits}"), right: policy("GET /limits/{symbol}: {show: limits}")),
    CodePage(
      .routeConflict,
      rule: "No request fits two routes, in one policy or in two that run in one host. A placeholder fits every text.",
      why: "Which of the two answers would hang on their order.",
      wrong: policy("POST /limits/{symbol}: {check: size}\n  POST /limits/check: {check: size}"),
      right: policy("POST /limits/{symbol}/check: {check: size}\n  POST /limits/check: {check: size}")),
    CodePage(
      .reservedPath,
      rule:
        "`/policies` and all below it, `/live`, `/ready`, `/metrics`, `/reload` and `/openapi.json` are the host's. `/health` a policy may claim.",
      why: "What watches the host must find the host there, whatever policies it runs.",
      wrong: policy("GET /ready: {health: desk}"), right: policy("GET /health: {health: desk}")),
    CodePage(
      .badRouteAction,
      rule:
        "A route has one of `show` and `health`, called by GET, `check` and `inject`, called by POST, and beside it only what belongs to that.",
      why: "What asks must not write, and proxies repeat a GET as they like.",
      wrong: policy("GET /limits/check: {check: size}"), right: policy("POST /limits/check: {check: size}")),
    CodePage(
      .unknownRouteTarget,
      rule: "`show` names a sink of the policy, `check` a check, `inject` a source.",
      why: "A misspelt name would answer nothing.",
      wrong: policy("GET /limits/{symbol}: {show: limit}"), right: policy("GET /limits/{symbol}: {show: limits}")),
    CodePage(
      .badRoutePlaceholder,
      rule:
        "The placeholder of a path is the entity of `for_each`. It stands there where the sink has a place for each entity, and may stand there for a check.",
      why: "Without it nobody could say which of the many to show, and another would be filled with nothing.",
      wrong: policy("GET /limits: {show: limits}"), right: policy("GET /limits/{symbol}: {show: limits}")),
    CodePage(
      .cannotDoForRoute,
      rule: "`show` names a sink that can tell what stands in its place, `inject` a source with one record that can be written there.",
      why: "A sink that only prints has nothing to show. A source that is read over HTTP has no place to write to.",
      wrong: policy("POST /test/found: {inject: found, ttl: 2m, enabled: no}"),
      right: policy("POST /test/state: {inject: state, ttl: 2m, enabled: no}")),
    CodePage(
      .badRouteAnswer,
      rule: "`violation`, `mode` and `enforce` are members that a check's answer has of itself: nothing else in it is called so.",
      why: "Of two members with one name a reader would take either.",
      wrong: policy("POST /limits/check: {check: size, undecided: {violation: false}}"),
      right: policy("POST /limits/check: {check: size, undecided: {reason: no_data}}")),
    CodePage(
      .injectionEnabled,
      rule: "A route that injects is disabled, save where the policy is being tested.",
      why: "Who may write what a policy reads decides what it computes.",
      wrong: policy("POST /test/state: {inject: state, ttl: 2m, enabled: yes}"),
      right: policy("POST /test/state: {inject: state, ttl: 2m, enabled: \"${TEST_MODE:-0}\"}")),
  ]
}
