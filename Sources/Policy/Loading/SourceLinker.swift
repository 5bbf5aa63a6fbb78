import Diagnostics

/// Finds out which sources need which, by the fields in their keys: the order of reading, and which have a record for each entity.
struct SourceLinker {
  /// The sources by index, each behind those it needs, the one that finds the entities first.
  let sorted: [Int]
  /// How often each source has a record, by index.
  let cadences: [Cadence]
  /// The sources that each needs, by index, each once.
  let needs: [[Int]]
  /// The fields that stand in keys.
  let keyFields: [(source: Int, field: Int)]

  /// Reports what is wrong with the fields in keys; sources that are part of a ring are in the order too.
  init(body: PolicyBody, context: LoadContext) {
    var indices: [String: Int] = [:]
    for (index, source) in body.sources.enumerated() { indices[source.name] = index }
    let check = KeyFieldCheck(body: body, indices: indices, context: context)
    var keyFields: [(source: Int, field: Int)] = []
    let links = body.sources.map { source in
      source.configuration.templates.flatMap(\.fields).compactMap { place -> DependencyOrder.Link? in
        guard let found = check.find(place.field, place.span, in: source) else { return nil }
        keyFields.append(found)
        return DependencyOrder.Link(value: found.source, span: place.span)
      }
    }
    let order = DependencyOrder(count: links.count, starts: Array(links.indices)) { links[$0] }
    for cycle in order.cycles {
      context.report(
        cycle.finding(
          .sourceCycle, ofMany: "sources", name: { body.sources[$0].name }, span: { body.sources[$0].span },
          help: cycle.count == 1
            ? "a source is read once, and its key must be known before; use a field of another source, or a param"
            : "take one of these fields out of its key: none of the sources could be read first"))
    }
    let provider = body.forEach.flatMap { indices[$0.value] }
    var cadences = body.sources.indices.map { index -> Cadence in
      let holdsEntity = body.sources[index].configuration.templates.contains(where: \.isPerEntity)
      return index == provider || holdsEntity ? .perEntity : .perTick
    }
    for index in order.sorted where links[index].contains(where: { cadences[$0.value] == .perEntity }) { cadences[index] = .perEntity }
    self.cadences = cadences
    self.keyFields = keyFields
    needs = links.map { links in links.map(\.value).reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }
    sorted = order.sorted.filter { $0 == provider } + order.sorted.filter { $0 != provider }
  }
}
