internal import Diagnostics

extension NumberText {
  /// A number as a person writes it in a policy: also with a percent sign, `2%` for 0.02, as in formulas.
  ///
  /// Live data is read without it: a tracker that writes percent where a share is declared must not pass.
  public static func parseWritten(_ text: some StringProtocol) -> Double? {
    guard text.hasSuffix("%") else { return parse(text) }
    return parse(text.dropLast()).map { $0 / 100 }
  }

  /// What to write instead of a text that is no number, where the slip is a common one.
  static func help(for text: String) -> String? {
    let bare = text.filter { !$0.isWhitespace }
    if bare.contains("_"), parseWritten(bare.filter { $0 != "_" }) != nil { return "write `\(bare.filter { $0 != "_" })`, without `_`" }
    let commas = bare.count { $0 == "," }
    if commas > 0, parseWritten(bare.filter { $0 != "," }) != nil {
      let groups = bare.split(separator: ".", omittingEmptySubsequences: false)[0].split(separator: ",", omittingEmptySubsequences: false)
      let areThousands = groups.dropFirst().allSatisfy { $0.count == 3 } && groups[0].count <= 3 && !"0-+".contains(groups[0].first ?? "0")
      if areThousands { return "write `\(bare.filter { $0 != "," })`, without `,`" }
      return commas == 1 && !bare.contains(".") ? "write `\(bare.replacing(",", with: "."))`, with a decimal point" : nil
    }
    if bare != text, parseWritten(bare) != nil { return "write `\(bare)`, without blanks" }
    if bare.hasPrefix("$"), parseWritten(bare.dropFirst()) != nil { return "write `\(bare.dropFirst())`; a unit is `unit: usd`" }
    let digits = bare.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "-") }
    let word = bare.dropFirst(digits.count)
    guard parse(digits) != nil, !word.isEmpty, word.allSatisfy({ $0.isASCII && $0.isLetter }) else { return nil }
    let factors = ["k": "e3", "m": "e6", "b": "e9", "bn": "e9", "mn": "e6"]
    if let factor = factors[word.lowercased()] { return "write `\(digits)\(factor)`" }
    return "write `\(digits)`; a unit is written as `unit: \(word.lowercased().shown(limit: 20))`"
  }
}
