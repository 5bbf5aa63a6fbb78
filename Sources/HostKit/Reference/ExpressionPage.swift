internal import Policy

/// The page of the reference that tells what an expression can hold.
struct ExpressionPage {
  let markdown: String

  init(_ reference: ExpressionReference = ExpressionReference()) {
    var page = "# Expressions\n\nA formula is a text, checked for names, types and units when the policy is loaded. "
    page += "It names params, values, `source.field`, the entity, `mode`, `now` and `policy`.\n\n## Operators\n\n"
    page += "From the loosest to the tightest; those of one line bind alike.\n\n| operators |\n|---|\n"
    for line in reference.operators {
      page += "| " + line.map { "`\($0.replacing("|", with: "\\|"))`" }.joined(separator: " ") + " |\n"
    }
    page += "\n## Functions\n\n| function | gives |\n|---|---|\n" + reference.functions.map(Self.row).joined()
    page += "\n## Structured forms\n\nA mapping may stand wherever a formula may stand.\n\n| form | gives |\n|---|---|\n"
    markdown = page + reference.forms.map(Self.row).joined()
  }

  private static func row(_ entry: ExpressionReference.Entry) -> String { "| `\(entry.usage)` | \(entry.summary) |\n" }
}
