import Diagnostics

/// Puts back what stands one level too deep or too shallow, after it has said so: read where it stands, it would only bring faults that
/// follow from its place, and hide its own.
struct Misplacement {
  private static let sections = ["params", "connections", "sources", "values", "sinks", "checks", "metrics", "api", "for_each"]

  private let catalog: PluginCatalog
  private let context: LoadContext

  init(catalog: PluginCatalog, _ context: LoadContext) {
    self.catalog = catalog
    self.context = context
  }

  /// The policy with its parts where they belong.
  func mended(_ root: Node) -> Node {
    guard case .mapping(let entries) = root.content else { return root }
    var mended: [Node.Entry] = []
    for entry in entries {
      if let section = mended.last, let moved = moved(entry, into: section, all: entries) {
        mended[mended.count - 1] = moved
        continue
      }
      let (inner, outer) = split(withFieldsBack(entry), all: entries)
      mended.append(inner)
      mended += outer
    }
    return Node(.mapping(mended), span: root.span)
  }

  /// A source or sink that stands at the level of the sections, behind the section that it belongs to.
  private func moved(_ entry: Node.Entry, into section: Node.Entry, all: [Node.Entry]) -> Node.Entry? {
    guard section.key == "sources" || section.key == "sinks", !Self.sections.contains(entry.key),
      case .mapping(let parts) = entry.value.content, case .mapping(let siblings) = section.value.content,
      let type = parts.first(where: { $0.key == "type" })?.value.scalar?.text,
      section.key == "sources" ? catalog.sources[type] != nil : catalog.sinks[type] != nil
    else { return nil }
    report(
      entry, "`\(entry.key.shown(limit: 40))` is no section of a policy, but one of `\(section.key)`",
      help: "indent it like `\(siblings.first?.key.shown(limit: 40) ?? "the others")`", pointing: section.keySpan, "belongs below this")
    return Node.Entry(
      key: section.key, keySpan: section.keySpan, value: Node(.mapping(siblings + [entry]), span: section.value.span))
  }

  /// Takes sections out of a section in which they stand too deep.
  private func split(_ section: Node.Entry, all: [Node.Entry]) -> (inner: Node.Entry, outer: [Node.Entry]) {
    guard Self.sections.contains(section.key), case .mapping(let entries) = section.value.content else { return (section, []) }
    let outer = entries.filter { entry in
      guard Self.sections.contains(entry.key), !all.contains(where: { $0.key == entry.key }) else { return false }
      if case .scalar = entry.value.content { return false }
      return true
    }
    guard !outer.isEmpty else { return (section, []) }
    for entry in outer {
      report(
        entry, "`\(entry.key)` is a section of the policy, and stands inside `\(section.key)`",
        help: "give it the indentation of `\(section.key)`", pointing: section.keySpan, "one level up")
    }
    let inner = entries.filter { entry in !outer.contains { $0.key == entry.key } }
    // A section with nothing but others in it was left empty.
    let value = Node(.mapping(inner), span: section.value.span)
    return (Node.Entry(key: section.key, keySpan: section.keySpan, value: value), outer)
  }

  /// Gives the fields of a source or sink back that stand beside it.
  private func withFieldsBack(_ section: Node.Entry) -> Node.Entry {
    let isSource = section.key == "sources"
    guard isSource || section.key == "sinks", case .mapping(let entries) = section.value.content else { return section }
    let fields = isSource ? catalog.sourceFields : catalog.sinkFields
    var mended: [Node.Entry] = []
    for entry in entries {
      guard let owner = mended.last, fields.contains(entry.key), !entry.value.hasType, case .mapping(let parts) = owner.value.content,
        owner.value.hasType, !parts.contains(where: { $0.key == entry.key })
      else {
        mended.append(entry)
        continue
      }
      report(
        entry, "`\(entry.key)` is a field of a \(isSource ? "source" : "sink"), and stands beside `\(owner.key.shown(limit: 40))`",
        help: "indent it like the other fields of `\(owner.key.shown(limit: 40))`", pointing: owner.keySpan, "belongs below this")
      mended[mended.count - 1] = Node.Entry(
        key: owner.key, keySpan: owner.keySpan, value: Node(.mapping(parts + [entry]), span: owner.value.span))
    }
    return Node.Entry(key: section.key, keySpan: section.keySpan, value: Node(.mapping(mended), span: section.value.span))
  }

  private func report(_ entry: Node.Entry, _ message: String, help: String, pointing span: SourceSpan, _ label: String) {
    context.report(
      Diagnostic(.misplacedField, message, at: entry.keySpan, caption: "wrong indentation", help: help).pointing(to: span, label))
  }
}

extension Node {
  /// Whether it is a mapping that says its `type`, as sources and sinks do.
  fileprivate var hasType: Bool {
    if case .mapping(let entries) = content { entries.contains { $0.key == "type" && $0.value.scalar != nil } } else { false }
  }
}
