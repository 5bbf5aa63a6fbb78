internal import Diagnostics
internal import Policy

extension RouteResponder {
  /// What stands now in the place of a sink: an object of strings, in the order in which its server tells the fields.
  func show(_ name: String, absent: [RouteMember]?, _ request: RouteRequest) async throws(RouteRefusal) -> RouteAnswer {
    try request.parameters.refuseOthers(than: [])
    let sink = policy.sinks.first { $0.name == name }
    let isPerEntity = sink?.configuration.templates.contains(where: \.isPerEntity) ?? false
    let entity = isPerEntity ? try entity(request) : nil
    let record: StoredRecord
    if let entity, !canBeEntity(entity) {
      record = StoredRecord([])
    } else {
      do throws(PluginFault) {
        record = try await runner.places.record(sink: name, of: entity)
      } catch {
        return .error(503, error.kind == .unreachable ? "store_unreachable" : "store_unusable", error.description)
      }
    }
    if !record.fields.isEmpty { return RouteAnswer(body: JSONText.object(record.fields.map { ($0.name, JSONText.string($0.text)) })) }
    if let absent { return RouteAnswer(body: JSONText.object(absent.map { ($0.name, $0.value.json) })) }
    return .error(404, "nothing_there", "nothing stands in the place of the sink `\(name)`" + (entity.map { " for `\($0.shown())`" } ?? ""))
  }

  /// A name with a `:` or a control character in it could only make the key of something else, unless a source has found it so.
  private func canBeEntity(_ name: String) -> Bool {
    if report?.snapshot.entities?.row(of: name) != nil { return true }
    return !name.unicodeScalars.contains { $0 == ":" || $0.properties.generalCategory == .control }
  }
}
