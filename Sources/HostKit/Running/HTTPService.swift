internal import API
internal import Diagnostics
internal import Exposition
internal import Governor
internal import Logging

/// Brings a running host and its HTTP server together.
enum HTTPService {
  /// A server that answers about what is on the board.
  static func server(
    _ setup: HTTPSetup, board: PolicyBoard, reloader: Reloader, state: StateKeeper?, log: LineWriter, logger: Logger,
    isDryRun: Bool
  ) -> APIServer {
    var hooks = APIHooks(version: HostVersion.current, logger: logger)
    hooks.isDryRun = isDryRun
    hooks.comparison = { $0.status.comparison?.json }
    hooks.metrics = { accept, acceptEncoding in
      let families = HostFacts(board, state: state?.status, logLinesLost: log.lost, version: HostVersion.current).families
      let answer = ExpositionAnswer(families, accept: accept, acceptEncoding: acceptEncoding)
      return APIHooks.MetricsPage(body: answer.body, contentType: answer.contentType, contentEncoding: answer.contentEncoding)
    }
    hooks.reload = {
      let outcome = await reloader.reload("POST /reload")
      return APIHooks.Reloading(
        isGood: outcome.isGood, policies: outcome.policies, changes: outcome.change.parts, findings: outcome.findings.sorted)
    }
    let api = HostAPI(board, gatekeeper: setup.gatekeeper, hooks: hooks)
    return APIServer(address: setup.address, logger: logger) { await api.answer($0) }
  }
}
