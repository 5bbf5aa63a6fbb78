internal import CYAML
public import Diagnostics

/// Reads a policy file into a tree in which every node knows its place.
public enum YAMLDocument {
  /// The tree of a file, or nil where the text is no YAML or breaks a limit; findings go into the bag.
  public static func parse(_ file: SourceFile, limits: YAMLLimits = YAMLLimits(), into bag: inout DiagnosticBag) -> Node? {
    var aliases: [AliasUse] = []
    return parse(file, limits: limits, aliases: &aliases, into: &bag)
  }

  /// As above, and tells where aliases stand.
  static func parse(
    _ file: SourceFile, limits: YAMLLimits = YAMLLimits(), aliases: inout [AliasUse], into bag: inout DiagnosticBag
  ) -> Node? {
    guard file.text.utf8.count <= limits.bytes else {
      bag.add(
        Diagnostic(
          .limitExceeded, "a policy file has at most \(limits.bytes) bytes; this one has \(file.text.utf8.count)",
          at: SourceSpan(startOf: file)))
      return nil
    }
    return parse(file.text, as: file, limits: limits, aliases: &aliases, into: &bag)
  }

  /// The tree of a text whose places are those of a file.
  static func parse(
    _ text: String, as file: SourceFile, limits: YAMLLimits = YAMLLimits(), aliases: inout [AliasUse], into bag: inout DiagnosticBag
  ) -> Node? {
    var text = text
    return text.withUTF8 { bytes in
      let events = unsafe YAMLEvents(UnsafeRawBufferPointer(bytes))
      var builder = YAMLTreeBuilder(file: file, limits: limits, events: events)
      defer { for finding in builder.findings { bag.add(finding) } }
      let root = builder.document()
      aliases += builder.aliasUses
      return root
    }
  }
}
