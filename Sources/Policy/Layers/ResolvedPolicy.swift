public import Diagnostics

/// A policy in one tree: its file, what it extends, and the settings of the command line.
///
/// Every node still knows the file that it comes from.
public struct ResolvedPolicy: Sendable {
  /// The policy's own file.
  public let file: SourceFile
  /// What it extends, the nearest first.
  public let bases: [PolicyLayers.Base]
  /// The settings of the command line, a text each.
  public let settings: [SourceFile]
  /// The tree before variables are put in, without `extends`.
  public let written: Node
  /// The tree with the values of variables.
  public let tree: Node
  /// Scalars whose variables are at fault; what else is said of them only follows from it.
  let broken: [SourceSpan]
  /// Where aliases stand.
  let aliases: [AliasUse]
  /// What variables gave.
  let variables: VariableNotes
  /// The variables that the files ask for.
  let variableNames: Set<String>

  /// The names of params and values that the policy's own file adds to those of what it extends.
  let added: Set<String>
  /// Where the policy's own file says nothing in the place of what it inherits.
  let emptied: Set<SourceSpan>

  /// A finding with what there is to say of variables and aliases at its place, and of whom it is where others use that place too.
  func explained(_ finding: Diagnostic) -> Diagnostic {
    let name = tree.value(of: "policy").flatMap { $0.span.file === file ? $0.scalar?.text : nil }
    var finding = finding
    if let span = finding.span, emptied.contains(span) {
      finding.help = "nothing that is inherited can be taken out: leave the line out, or write another value"
    }
    return PolicyLayers.Base.attributed(AliasUse.labelled(variables.amended(finding), aliases), to: name, among: bases)
  }

  /// Whose shadow the policy says it is.
  var shadowOf: Named<String>? {
    guard let entry = tree.entry("shadow_of"), let name = entry.value.scalar?.text else { return nil }
    return Named(name: name, span: entry.value.span, value: name)
  }

  /// What the language keeps of the files once the policy is checked.
  var layers: PolicyLayers {
    PolicyLayers(
      nameSpan: tree.value(of: "policy")?.span ?? SourceSpan(startOf: file), shadowOf: shadowOf, bases: bases, variables: variableNames,
      added: added)
  }

  /// What is put in front of keys that are written; nil for a policy that is no shadow.
  var keyPrefix: KeyPrefix? {
    guard shadowOf != nil, let name = tree.value(of: "policy")?.scalar?.text else { return nil }
    return KeyPrefix(text: name + ":", own: [file] + settings)
  }
}
