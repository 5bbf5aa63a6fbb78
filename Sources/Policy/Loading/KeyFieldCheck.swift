import Diagnostics

/// Checks the placeholder of a source's field in a key.
struct KeyFieldCheck {
  let body: PolicyBody
  /// The places of the sources by name.
  let indices: [String: Int]
  let context: LoadContext

  /// The field that a key of `reader` names; nil after a finding, or where the source's own fault is reported already.
  func find(_ field: KeyField, _ span: SourceSpan, in reader: SourceDraft) -> (source: Int, field: Int)? {
    guard reader.name != body.forEach?.value else {
      report(
        "`\(reader.name)` finds the entities, and its key cannot hold a field that is read in the tick", span,
        help: "use a param; which entities there are must not hang on a value that can fall back")
      return nil
    }
    guard let source = indices[field.source] else {
      if !body.brokenSources.contains(field.source) {
        report(
          "nothing fills the placeholder `{\(field)}`: there is no source `\(field.source)`", span,
          help: Suggestion.help(for: field.source, among: body.sources.map(\.name)),
          notes: NameList.notes("sources", body.sources.map(\.name)))
      }
      return nil
    }
    let fields = body.sources[source].configuration.fields
    guard let index = fields.firstIndex(where: { $0.name == field.name }) else {
      report(
        "nothing fills the placeholder `{\(field)}`: `\(field.name)` is not a field of `\(field.source)`", span,
        help: Suggestion.help(for: field.name, among: fields.map(\.name)),
        notes: NameList.notes("fields", fields.map(\.name)))
      return nil
    }
    guard fields[index].kind != .time else {
      context.report(
        Diagnostic(
          .badPlaceholder, "a key holds text, numbers and booleans, and `\(field)` is a time", at: span,
          help: "declare it as `\(field.name): {type: text}` if its text belongs into the key as it is"
        ).pointing(to: fields[index].span, "declared here"))
      return nil
    }
    return (source, index)
  }

  private func report(_ message: String, _ span: SourceSpan, help: @autoclosure () -> String?, notes: @autoclosure () -> [String] = []) {
    // To look for the nearest name takes time, and a file may hold many names.
    guard !context.bag.isFull else { return }
    context.report(Diagnostic(.badPlaceholder, message, at: span, help: help(), notes: notes()))
  }
}
