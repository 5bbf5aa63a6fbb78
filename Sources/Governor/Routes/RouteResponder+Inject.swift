internal import Diagnostics
internal import Policy

extension RouteResponder {
  /// Writes a record in the place of a source, its fields held to what the source takes, and the time of its data that of now.
  func inject(
    _ name: String, ttl: Double, isEnabled: Bool, _ route: RouteDeclaration, _ request: RouteRequest
  ) async throws(RouteRefusal) -> RouteAnswer {
    func logged(_ message: String, _ more: [(name: String, text: String)]) -> RouteLog {
      RouteLog(.warning, message, [("policy", policy.name), ("route", route.text), ("source", name)] + more)
    }
    func refused(_ status: Int, _ code: String, _ message: String) -> RouteAnswer {
      .error(status, code, message, log: logged("injection refused", [("reason", code), ("cause", message)]))
    }
    guard isEnabled else { return refused(403, "injection_disabled", "the policy does not enable injection") }
    guard !isDryRun else { return refused(403, "dry_run", "the host is a dry run, which writes nothing") }
    guard request.isFromLoopback else { return refused(403, "not_from_loopback", "injection is only for the host's own machine") }
    guard let source = policy.sources.first(where: { $0.name == name }) else {
      throw RouteRefusal(404, "unknown_source", "there is no source `\(name.shown(limit: 60))`")
    }
    let now = runner.clock.now
    let columns: [Column]
    do throws(RouteRefusal) {
      try request.parameters.refuseOthers(
        than: source.fields.enumerated().filter { $0.offset != source.asOf }.map(\.element.name))
      columns = try request.parameters.record(source.fields, now: source.asOf.map { ($0, now) })
    } catch {
      return refused(error.status, error.code, error.message)
    }
    // What is not given is not written: the source itself knows what stands for it.
    let written = source.fields.indices.filter { $0 == source.asOf || request.parameters.has(source.fields[$0].name) }
    let values = written.compactMap { index -> (field: RecordField, value: Constant)? in
      columns[index].constant(row: 0, source.fields[index].type).map { (source.fields[index], $0) }
    }
    guard !values.isEmpty else { return refused(400, "missing_parameter", "no field is given") }
    let record = InjectedRecord(
      values.map { ($0.field.key, $0.field.text(of: $0.value, isNow: $0.field.isSame(as: source.asOf, in: source))) })
    let shown = JSONText.object(values.map { ($0.field.name, $0.value.json) })
    do throws(PluginFault) {
      let place = try await runner.places.inject(record, source: name, ttl: ttl)
      let body = JSONText.object([
        ("success", "true"), ("injected", shown),
        ("message", JSONText.string("the record stands at \(place) for \(DurationText.text(ttl))")),
      ])
      return RouteAnswer(
        body: body, log: logged("record injected", [("place", place), ("ttl", DurationText.text(ttl)), ("record", shown)]))
    } catch {
      return refused(503, error.kind == .unreachable ? "store_unreachable" : "store_unusable", error.description)
    }
  }
}

extension RecordField {
  /// A value as the data holds it, so that reading it gives the same value; the time of now in whole units.
  fileprivate func text(of value: Constant, isNow: Bool) -> String {
    switch value {
    case .number(let number): return NumberFormat.text(number)
    case .boolean(let value): return value ? "true" : "false"
    case .text(let text): return text
    case .time(let time):
      let scaled = scale == .milliseconds ? time * 1000 : time
      return Int64(exactly: isNow ? scaled.rounded(.down) : scaled).map(String.init) ?? NumberFormat.text(scaled)
    }
  }

  fileprivate func isSame(as index: Int?, in source: SourceDeclaration) -> Bool { index.map { source.fields[$0].name == name } ?? false }
}
