import Diagnostics

/// Takes secrets out of what is printed.
enum Redaction {
  private static let cover = "***"

  /// The text without passwords; of a secret that is an address the query goes too, but for the number of a database, and any other secret goes
  /// whole.
  static func text(_ text: String, isSecret: Bool) -> String {
    let shown = shortened(Credentials.covered(text))
    guard isSecret else { return shown }
    guard shown.contains("://") else { return "<redacted>" }
    guard let query = shown.firstIndex(of: "?") else { return shown }
    // Which database it is, is no secret, and tells one place from another.
    let items = shown[shown.index(after: query)...].split(separator: "&", omittingEmptySubsequences: false)
    let database = items.first { $0.hasPrefix("db=") && $0.dropFirst(3).allSatisfy(\.isASCIINumber) }
    let parts = [database.map(String.init), items.count == 1 && database != nil ? nil : cover].compactMap { $0 }
    return shown[...query] + parts.joined(separator: "&")
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

extension Character {
  fileprivate var isASCIINumber: Bool { isASCII && isNumber }
}
