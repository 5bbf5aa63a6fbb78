/// Forms of text as regular expressions that ECMA 262 and Python read alike. Each is the whole text, without anchors.
///
/// They let through all that the loader takes; what is a matter of more than form, such as the order of an interval's ends, stays the loader's.
enum TextForm {
  /// As `NumberText` reads it, also with a percent sign.
  static let number = "[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?%?"
  static let integer = "[+-]?[0-9]+"
  static let boolean = "true|True|TRUE|false|False|FALSE"
  /// As `Interval(text:)` reads it.
  static let interval = "[\\[(] *\(number) *, *\(number) *[\\])]"
  /// As `Word.isName` judges it.
  static let name = "(?!(?:\(Word.reserved.sorted().joined(separator: "|")))$)[A-Za-z_][A-Za-z0-9_]{0,127}"
  /// Text whose braces are placeholders, as `KeyTemplateParser` takes it apart.
  static let key = "(?:[^{}]|\\{[A-Za-z_][A-Za-z0-9_]*(?:\\.[A-Za-z_][A-Za-z0-9_]*)?\\})+"
  /// An expression is more than blanks.
  static let notBlank = "[\\s\\S]*\\S[\\s\\S]*"

  /// As `DurationText` reads it: numbers with units in falling order.
  static func duration(allowsZero: Bool) -> String {
    let units = DurationText.units.sorted { $0.seconds > $1.seconds }
      .map { "(?:(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)\($0.suffix))?" }.joined()
    // Somewhere a digit: the units alone could all be left out.
    return "(?=.*[\(allowsZero ? 0 : 1)-9])\(units)"
  }

  /// The form, or a text with a variable in it, which may become anything.
  static func orVariable(_ form: String) -> String { "^(?:\(form))$|\(variable)" }

  /// Where a variable stands in a text.
  static let variable = "\\$\\{"
}
