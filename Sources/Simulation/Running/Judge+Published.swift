internal import Diagnostics
internal import Governor
internal import Policy

extension Judge {
  func published(_ check: String, _ entities: [String], _ expectation: Expectation) -> Diagnostic? {
    guard let publication = publication(check) else { return nil }
    let found = publication.writtenRows.compactMap { report.snapshot.entities?.name($0) }
    guard Set(found) != Set(entities) else { return nil }
    let (missing, surplus) = (entities.filter { !found.contains($0) }, found.filter { !entities.contains($0) })
    return failed(
      "the check `\(check)` does not publish what is expected", expectation,
      notes: NameList.notes("not published", missing) + NameList.notes("not expected", surplus) + inactivity(publication))
  }

  func published(_ check: String, _ count: Int, _ expectation: Expectation) -> Diagnostic? {
    guard let publication = publication(check), publication.written != count else { return nil }
    return failed(
      "the check `\(check)` publishes \(counted(publication.written, "row")); expected is \(count)", expectation,
      notes: inactivity(publication))
  }

  private func publication(_ check: String) -> SinkReport? { report.publications.first { $0.name == check } }

  private func inactivity(_ publication: SinkReport) -> [String] {
    publication.isActive ? [] : ["it does not publish in mode `\(policy.mode.rawValue)`"]
  }
}
