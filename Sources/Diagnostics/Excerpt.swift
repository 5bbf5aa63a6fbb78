/// A line of a source file as it can be shown: safe, without passwords, and no wider than a screen.
struct Excerpt {
  /// More than this is not shown before the mark, and twice this not in all.
  private static let reach = 80
  /// Stands for a character that must not reach a terminal.
  private static let replacement: Unicode.Scalar = "\u{FFFD}"

  private let shown: [Unicode.Scalar]
  /// Code points of the line that are left out before what is shown.
  private let first: Int
  private let isCutBehind: Bool

  /// A line around a column, which is counted from 1.
  init(_ line: Substring, around column: Int) {
    let scalars = Array(line.unicodeScalars)
    first = scalars.count <= 2 * Self.reach ? 0 : max(0, min(column - 1, scalars.count) - Self.reach)
    let end = min(scalars.count, first + 2 * Self.reach)
    isCutBehind = end < scalars.count
    // Passwords are found in the whole line: the part that is shown might begin within one.
    shown = Credentials.covered(scalars)[first..<end].map { $0 != "\t" && $0.isTreacherous ? Self.replacement : $0 }
  }

  /// The text of the line.
  var text: String {
    var view = String.UnicodeScalarView()
    if first > 0 { view.append("…") }
    view.append(contentsOf: shown)
    if isCutBehind { view.append("…") }
    return String(view)
  }

  /// Blanks up to a column, as wide as what stands above them; tabs stay tabs.
  func lead(upTo column: Int) -> String {
    let blanks = shown[..<place(column)].map { $0 == "\t" ? "\t" : String(repeating: " ", count: $0.columns) }.joined()
    return (first > 0 ? " " : "") + blanks
  }

  /// How many cells a stretch is wide, at least one.
  func width(from column: Int, to end: Int?) -> Int {
    let start = place(column)
    let stop = max(start, end.map(place) ?? shown.count)
    return max(1, shown[start..<stop].reduce(0) { $0 + $1.columns })
  }

  /// The index of a column in what is shown, held to it.
  private func place(_ column: Int) -> Int { min(max(0, column - 1 - first), shown.count) }
}
