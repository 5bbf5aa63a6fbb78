public import Diagnostics
internal import Policy

/// A value with its place in a file.
public struct Placed<Value: Sendable>: Sendable {
  /// The value.
  public let value: Value
  /// Where it stands.
  public let span: SourceSpan
}

extension FieldType {
  /// The same, with its place.
  var placed: FieldType<Placed<Value>> {
    let read = self.read
    return FieldType<Placed<Value>>(description) { node, context in read(node, context).map { Placed(value: $0, span: node.span) } }
  }
}

extension FieldType where Value == Node {
  /// Anything, read later against a policy.
  static func anything(_ words: String) -> FieldType {
    FieldType(.described(words)) { node, _ in node }
  }
}

extension FieldType where Value == Double {
  /// A point in time in Unix seconds.
  static var time: FieldType {
    FieldType<String>.text.mapped { text in
      let bytes = Array(text.utf8)
      guard let time = TimeText.parse(bytes.span, in: .seconds), abs(time) <= 1e12 else {
        throw FieldFault("`\(text.shown(limit: 40))` is not a time", help: "write `2026-01-28T10:00:00Z`, or Unix seconds")
      }
      return time
    }
  }
}

extension FieldType where Value == [Named<String>] {
  /// Variables: names and texts.
  static var variables: FieldType { .map(.anyText, of: "`env`") }
}

extension [Named<String>] {
  /// Variables by their names.
  var texts: [String: String] { Dictionary(map { ($0.name, $0.value) }, uniquingKeysWith: { $1 }) }

  /// Reports variables that a policy never asks for: they change nothing, and mostly are misspelt.
  func report(idleIn policy: CheckedPolicy, into bag: inout DiagnosticBag) {
    let asked = policy.layers.variables.sorted()
    for variable in self where !asked.contains(variable.name) {
      bag.add(
        Diagnostic(
          .idleVariable, "`\(policy.name)` asks for no variable `\(variable.name.shown(limit: 60))`", at: variable.span,
          caption: "changes nothing", help: Suggestion.help(for: variable.name, among: asked) ?? "take it out",
          notes: [NameList.note("variables of the policy", asked)]))
    }
  }
}
