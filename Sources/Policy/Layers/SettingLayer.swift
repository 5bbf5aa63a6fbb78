import Diagnostics

/// Lays the settings of the command line over a policy. A setting changes what is there: a typo never makes something new.
struct SettingLayer {
  /// Sections whose keys are names that the policy gives.
  static let sections: Set<String> = ["params", "values", "sources", "sinks", "connections", "checks", "metrics", "api"]
  /// Keys that decide which files make up the policy.
  private static let fixed: Set<String> = ["extends", "shadow_of"]

  /// The tree with a setting in it; the tree as it was after a finding.
  static func apply(_ setting: PolicySetting, to tree: Node, into bag: inout DiagnosticBag) -> Node {
    guard case .mapping = tree.content, let value = setting.value(into: &bag) else { return tree }
    var isWhole = true
    if let first = setting.path.first?.key, fixed.contains(first) {
      bag.add(Diagnostic(.badSetting, "`\(first)` cannot be set: it is the file that says it", at: setting.span(of: 0)))
      isWhole = false
    }
    isWhole = isWhole && walk(setting, tree, into: &bag)
    var overlay = value
    for index in setting.path.indices.reversed() {
      let span = setting.span(of: index)
      overlay = Node(.mapping([Node.Entry(key: setting.path[index].key, keySpan: span, value: overlay)]), span: span)
    }
    isWhole = isWhole && checkNames(overlay, tree, [], into: &bag)
    return isWhole ? TreeMerger.merge(overlay, onto: tree) : tree
  }

  /// Follows the path as far as its last part; false after a finding.
  private static func walk(_ setting: PolicySetting, _ tree: Node, into bag: inout DiagnosticBag) -> Bool {
    var node = tree
    for (index, part) in setting.path.enumerated().dropLast() {
      guard let next = node.value(of: part.key) else {
        // A whole path of new mappings would be the work of a file; here it is a slip.
        bag.add(missing(part.key, in: node, setting.path[..<index].map(\.key), at: setting.span(of: index)))
        return false
      }
      let isParam = index == 1 && setting.path[0].key == "params"
      if case .mapping = next.content {
      } else if !(isParam && next.scalar != nil) {
        bag.add(
          Diagnostic(
            .badSetting, "`\(shown(setting.path[...index].map(\.key)))` is \(next.kindName): there is nothing by a name in it",
            at: setting.span(of: index + 1), help: "set `\(shown(setting.path[...index].map(\.key)))` as a whole"
          ).pointing(to: next.span, "it stands here"))
        return false
      }
      node = next
    }
    return true
  }

  /// Whether every key of an overlay is there already, or is a word of the language, which the loader checks.
  private static func checkNames(_ overlay: Node, _ tree: Node, _ path: [String], into bag: inout DiagnosticBag) -> Bool {
    guard case .mapping(let entries) = overlay.content, case .mapping = tree.content else { return true }
    var isWhole = true
    for entry in entries {
      guard let there = tree.value(of: entry.key) else {
        guard !mayBeNew(path + [entry.key]) else { continue }
        bag.add(missing(entry.key, in: tree, path, at: entry.keySpan))
        isWhole = false
        continue
      }
      isWhole = checkNames(entry.value, there, path + [entry.key], into: &bag) && isWhole
    }
    return isWhole
  }

  /// Places whose keys are words of the language or of a plugin: those that are none are refused when the policy is read.
  ///
  /// `timeout`; `sources.heat.timeout`; `checks.room.publish.timeout`; `sources.heat.metrics.composite.range`. Everywhere else a key may be a name.
  private static func mayBeNew(_ path: [String]) -> Bool {
    switch path.count {
    case 1: !sections.contains(path[0])
    case 3: true
    case 4: path[0] == "checks" && path[2] == "publish"
    case 5: path[0] == "sources" && ["fields", "metrics"].contains(path[2])
    default: false
    }
  }

  private static func missing(_ key: String, in node: Node, _ path: [String], at span: SourceSpan) -> Diagnostic {
    var names: [String] = []
    if case .mapping(let entries) = node.content { names = entries.map(\.key) }
    let place = path.isEmpty ? "the policy" : "`\(shown(path))`"
    return Diagnostic(
      .badSetting, "a setting changes what is there, and \(place) has no `\(key.shown(limit: 60))`", at: span,
      help: Suggestion.help(for: key, among: names),
      notes: NameList.notes("there are", names, limit: 30))
  }

  private static func shown(_ path: [String]) -> String { path.joined(separator: ".").shown(limit: 100) }
}
