import Diagnostics

extension DependencyOrder.Cycle {
  /// The finding of a ring, which shows each use in it; of a long one the first uses and the last.
  func finding(
    _ code: DiagnosticCode, ofMany noun: String, name: (Int) -> String, span: (Int) -> SourceSpan, help: String
  ) -> Diagnostic {
    let names = links.map { "`\(name($0.value).shown(limit: 40))`" }
    let isCut = count > links.count
    let path = names.dropLast(isCut ? 1 : 0) + (isCut ? ["…"] + names.suffix(1) : []) + names.prefix(1)
    var finding = Diagnostic(
      code, "\(names[0]) depends on itself" + (links.count == 1 ? "" : ": \(path.joined(separator: " → "))"),
      at: span(links[0].value), caption: links.count == 1 ? "uses itself" : "begins here", help: help,
      notes: isCut ? ["\(count) \(noun) are in this ring"] : [])
    for (position, link) in links.enumerated() {
      // Behind the gap of a long ring stands only its last member, which closes it.
      let next = isCut && position == links.count - 2 ? "the next" : names[(position + 1) % names.count]
      finding = finding.pointing(to: link.span, "\(names[position]) uses \(next)")
    }
    return finding
  }
}
