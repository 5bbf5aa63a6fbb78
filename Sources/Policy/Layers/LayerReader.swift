import Diagnostics

/// Reads a policy and the files that it extends, the policy first. No set of files can make it go on without end.
struct LayerReader {
  /// Files that a policy can stand on.
  static let baseLimit = 8

  let files: PolicyFiles
  let limits = YAMLLimits()
  private(set) var layers: [PolicyLayer] = []
  /// The aliases of all files.
  private(set) var aliases: [AliasUse] = []

  init(files: PolicyFiles) {
    self.files = files
  }

  /// Reads the policy and its bases; false after a finding that leaves nothing to check.
  mutating func read(_ file: SourceFile, into bag: inout DiagnosticBag) -> Bool {
    var next: SourceFile? = file
    var nodes = 0
    while let file = next {
      let named = layers.last
      guard let tree = YAMLDocument.parse(file, limits: limits, aliases: &aliases, into: &bag) else {
        if let named { bag.add(Self.broken(named, "it is no policy")) }
        return false
      }
      nodes += tree.weight
      guard nodes <= limits.nodes else {
        bag.add(
          Diagnostic(
            .limitExceeded, "a policy and what it extends have at most \(limits.nodes) nodes, aliases written out", at: named?.extendsSpan))
        return false
      }
      guard case .mapping = tree.content else {
        // The loader itself says so of the first file.
        layers.append(PolicyLayer(file: file, tree: tree, extends: nil))
        guard let named else { return true }
        bag.add(Self.broken(named, "it is \(tree.kindName)").pointing(to: tree.span, "here a policy would begin"))
        return false
      }
      if let other = FileKind.mistaken(tree, for: .policy, path: file.path) {
        guard let named else {
          bag.add(other)
          return false
        }
        bag.add(Self.broken(named, "it is no policy").pointing(to: other.span, other.caption ?? ""))
        return false
      }
      guard let extends = Self.extends(tree, into: &bag) else { return false }
      layers.append(PolicyLayer(file: file, tree: tree, extends: extends.path))
      guard let path = extends.path else { return true }
      guard let base = base(path, of: file, into: &bag) else { return false }
      next = base
    }
    return true
  }

  private struct Extends {
    let path: Scalar?
  }

  /// What a file says behind `extends`; nil after a finding.
  private static func extends(_ tree: Node, into bag: inout DiagnosticBag) -> Extends? {
    guard let node = tree.value(of: "extends") else { return Extends(path: nil) }
    let help = "write the path of a policy, from the folder of this one: `extends: base.yaml`"
    guard let scalar = node.scalar else {
      bag.add(Diagnostic(.wrongKind, "`extends` names one file, not \(node.kindName)", at: node.span, help: help))
      return nil
    }
    guard !scalar.isNull, !scalar.text.isEmpty else {
      bag.add(Diagnostic(.emptyValue, "`extends` names no file", at: node.span, help: help))
      return nil
    }
    guard !scalar.text.contains("${") else {
      bag.add(
        Diagnostic(
          .badBase, "the file behind `extends` is named without variables: these are put in once the files are one", at: node.span,
          help: help))
      return nil
    }
    return Extends(path: scalar)
  }

  /// The file that `extends` names, or nil after a finding.
  private func base(_ scalar: Scalar, of file: SourceFile, into bag: inout DiagnosticBag) -> SourceFile? {
    let path = PolicyFiles.path(scalar.text, namedIn: file)
    let identity = PolicyFiles.identity(of: path)
    if let first = layers.first(where: { PolicyFiles.identity(of: $0.file.path) == identity }) {
      let isItself = first.file === file
      let finding = Diagnostic(
        .extendsCycle,
        isItself
          ? "`\(file.path.shown(limit: 200))` extends itself"
          : "`\(file.path.shown(limit: 200))` extends `\(first.file.path.shown(limit: 200))`, which stands on it already", at: scalar.span,
        help: isItself ? "name another file, or take `extends` out" : "take `extends` out of one of them")
      bag.add(isItself ? finding : finding.pointing(to: first.extendsSpan, "the way here begins with this `extends`"))
      return nil
    }
    guard layers.count <= Self.baseLimit else {
      bag.add(
        Diagnostic(
          .limitExceeded, "a policy stands on at most \(Self.baseLimit) others", at: scalar.span, help: "put some of them together into one"
        ))
      return nil
    }
    do {
      return try files.read(path)
    } catch {
      if let finding = error.finding { bag.add(finding) }
      bag.add(
        Diagnostic(
          .badBase, "`\(path.shown(limit: 200))` cannot be extended: \(error.reason)", at: scalar.span,
          help: error.finding == nil ? "the path is meant from the folder of the file that names it" : nil))
      return nil
    }
  }

  private static func broken(_ layer: PolicyLayer, _ reason: String) -> Diagnostic {
    let path = PolicyFiles.path(layer.extends?.text ?? "", namedIn: layer.file)
    return Diagnostic(.badBase, "`\(path.shown(limit: 200))` cannot be extended: \(reason)", at: layer.extendsSpan)
  }
}
