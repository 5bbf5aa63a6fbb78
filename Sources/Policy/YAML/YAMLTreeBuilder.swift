import Diagnostics

/// Builds the tree of one document from events, and refuses what a policy may not hold.
struct YAMLTreeBuilder {
  let file: SourceFile
  let limits: YAMLLimits
  let events: YAMLEvents
  private(set) var findings: [Diagnostic] = []
  private var anchors: [String: Node] = [:]
  private var nodes = 0
  private var aliases = 0
  private(set) var aliasUses: [AliasUse] = []

  /// What `!!` stands for.
  private static let standard = "tag:yaml.org,2002:"

  /// Thrown once a finding says why the document cannot be read on.
  private struct Stop: Error {}

  init(file: SourceFile, limits: YAMLLimits, events: YAMLEvents) {
    self.file = file
    self.limits = limits
    self.events = events
  }

  /// The root of the only document, or nil with at least one finding.
  mutating func document() -> Node? {
    do {
      guard case .documentStart = try next() else {
        report(.emptyValue, "the file holds no policy", at: SourceSpan(startOf: file), help: "a policy begins with `policy: name`")
        return nil
      }
      let root = try node(try next(), depth: 0)
      _ = try next()
      if case .documentStart = try next() {
        report(.severalDocuments, "a file holds one policy; a second document begins here", at: span, help: "give each policy a file")
        return nil
      }
      return findings.contains { $0.severity == .error && $0.code == .limitExceeded } ? nil : root
    } catch {
      return nil
    }
  }

  private var span: SourceSpan { SourceSpan(file: file, start: events.start, end: events.end) }

  private mutating func report(_ code: DiagnosticCode, _ message: String, at span: SourceSpan, help: String? = nil) {
    findings.append(Diagnostic(code, message, at: span, help: help))
  }

  private mutating func next() throws -> YAMLEvents.Event {
    do {
      return try events.next()
    } catch {
      findings.append(Self.finding(error, in: file))
      throw Stop()
    }
  }

  /// Refuses what makes a file too costly; `depth` is that of the deepest part.
  private mutating func count(_ more: Int, depth: Int) throws {
    nodes += more
    if nodes > limits.nodes {
      report(.limitExceeded, "a policy has at most \(limits.nodes) nodes, aliases written out", at: span)
      throw Stop()
    }
    if depth > limits.depth {
      report(.limitExceeded, "mappings and lists go at most \(limits.depth) deep", at: span)
      throw Stop()
    }
  }

  private mutating func node(_ event: YAMLEvents.Event, depth: Int) throws -> Node {
    try count(1, depth: depth)
    let start = span
    switch event {
    case .alias(let name):
      return try alias(name, depth: depth)
    case .scalar(let text, let style, let anchor, let tag):
      refuse(tag: tag)
      let readable = StrangeCharacter.readable(text, style: style, at: start, into: &findings)
      return remember(Node(.scalar(Scalar(text: readable, style: style, span: start)), span: start), anchor)
    case .sequenceStart(let anchor, let tag):
      refuse(tag: tag)
      var items: [Node] = []
      while true {
        let event = try next()
        if case .sequenceEnd = event { break }
        items.append(try node(event, depth: depth + 1))
      }
      return remember(Node(.sequence(items), span: whole(from: start, last: items.last?.span)), anchor)
    case .mappingStart(let anchor, let tag):
      refuse(tag: tag)
      let entries = try mapping(depth: depth, isFlow: events.end != events.start)
      return remember(Node(.mapping(entries), span: whole(from: start, last: entries.last?.value.span)), anchor)
    default:
      return Node(.mapping([]), span: start)
    }
  }

  /// A block collection ends, for libyaml, where the next thing begins; for a reader, where its last part ends.
  private func whole(from start: SourceSpan, last: SourceSpan?) -> SourceSpan {
    let flow = events.end != events.start
    return flow ? start.joined(with: span) : last.map { start.joined(with: $0) } ?? start
  }

  private mutating func mapping(depth: Int, isFlow: Bool) throws -> [Node.Entry] {
    var merger = MappingMerger()
    while true {
      let event = try next()
      if case .mappingEnd = event { break }
      let keySpan = span
      let key = try node(event, depth: depth + 1)
      let value = try node(try next(), depth: depth + 1)
      guard let scalar = key.scalar else {
        report(.keyNotText, "a key is plain text, not \(key.kindName)", at: key.span, help: "write `name: value`")
        continue
      }
      if scalar.text == "<<", scalar.style == .plain {
        merger.merge(value, key: keySpan)
      } else if isFlow, value.isNull, let slip = Self.slip(scalar, after: merger.last) {
        // Of `1,000,000` one finding tells all.
        if slip.replacesLast, findings.last?.span?.start == slip.finding.span?.start { findings.removeLast() }
        findings.append(slip.finding)
        if slip.replacesLast { merger.replaceLast(slip.entry) } else { merger.add(slip.entry) }
      } else {
        merger.add(Node.Entry(key: scalar.text, keySpan: keySpan, value: value))
      }
    }
    findings += merger.findings
    return merger.entries
  }

  private static func slip(_ key: Scalar, after last: Node.Entry?) -> FlowSlip? {
    FlowSlip(blankMissingIn: key) ?? FlowSlip(decimalCommaBefore: key, after: last)
  }

  private mutating func alias(_ name: String, depth: Int) throws -> Node {
    aliases += 1
    if aliases > limits.aliases {
      report(.limitExceeded, "a policy uses at most \(limits.aliases) aliases", at: span)
      throw Stop()
    }
    guard let node = anchors[name] else {
      report(
        .unknownAlias, "`*\(name.shown())` names no anchor that stands before it", at: span,
        help: Suggestion.help(for: name, among: anchors.keys))
      return Node(.scalar(Scalar(text: "", style: .plain, span: span)), span: span)
    }
    aliasUses.append(AliasUse(span: span, anchor: node.span))
    try count(node.weight - 1, depth: depth + node.height)
    return node
  }

  private mutating func remember(_ node: Node, _ anchor: String?) -> Node {
    if let anchor { anchors[anchor] = node }
    return node
  }

  private mutating func refuse(tag: String?) {
    guard let tag, tag != "!" else { return }
    let shown = tag.hasPrefix(Self.standard) ? "!!" + tag.dropFirst(Self.standard.count) : tag
    report(
      .tagRefused, "a policy has no use for the tag `\(shown.shown())`", at: span,
      help: shown.hasPrefix("!!")
        ? "leave it out: the place of a value decides its type" : "if `!` is meant as it stands, put the value in quotes")
  }
}
