import Diagnostics

/// Takes secrets out of what is printed.
enum Redaction {
  private static let cover = "***"

  /// The text without passwords; of a secret that is an address the query goes too, and any other secret goes whole.
  static func text(_ text: String, isSecret: Bool) -> String {
    let shown = shortened(Credentials.covered(text))
    guard isSecret else { return shown }
    guard shown.contains("://") else { return "<redacted>" }
    guard let query = shown.firstIndex(of: "?") else { return shown }
    return shown[...query] + cover
  }

  /// Covered passwords are all of one length.
  private static func shortened(_ text: String) -> String {
    var shown = ""
    var run = 0
    for character in text {
      if character == "*", run > 0 || shown.hasSuffix("://") || shown.lowercased().hasSuffix("password=") {
        if run == 0 { shown += cover }
        run += 1
      } else {
        run = 0
        shown.append(character)
      }
    }
    return shown
  }
}
