/// One item of a header such as `Accept` or `Accept-Encoding`: a word, its parameters and how much it is wanted.
struct WeightedItem: Equatable {
  /// The word, in lower case.
  let word: String
  /// Its parameters without `q`, names in lower case.
  let parameters: [String: String]
  /// From 0, not at all, to 1.
  let quality: Double

  /// The items of a header, in its order. One that is malformed is left out: what a client did not manage to say, it did not say.
  static func items(_ header: String) -> [WeightedItem] {
    split(header, at: ",").compactMap(WeightedItem.init)
  }

  private init?(_ text: String) {
    let parts = Self.split(text, at: ";").map(Self.trimmed)
    guard let word = parts.first, !word.isEmpty else { return nil }
    var parameters: [String: String] = [:]
    var quality = 1.0
    for part in parts.dropFirst() where !part.isEmpty {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map { Self.trimmed(String($0)) }
      guard pair.count == 2 else { return nil }
      guard pair[0].lowercased() == "q" else {
        parameters[pair[0].lowercased()] = Self.unquoted(pair[1])
        continue
      }
      guard let number = Self.quality(pair[1]) else { return nil }
      quality = number
    }
    self.word = word.lowercased()
    self.parameters = parameters
    self.quality = quality
  }

  /// `0` to `1` with a few digits.
  private static func quality(_ text: String) -> Double? {
    guard !text.isEmpty, text.utf8.count <= 8,
      text.utf8.allSatisfy({ $0 == UInt8(ascii: ".") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let number = Double(text), (0...1).contains(number)
    else { return nil }
    return number
  }

  /// The parts between separators that stand in no quotes.
  private static func split(_ text: String, at separator: Character) -> [String] {
    var parts = [""]
    var (isQuoted, isEscaped) = (false, false)
    for character in text {
      if character == separator, !isQuoted {
        parts.append("")
        continue
      }
      if character == "\"", !isEscaped { isQuoted.toggle() }
      isEscaped = isQuoted && character == "\\" && !isEscaped
      parts[parts.count - 1].append(character)
    }
    return parts
  }

  private static func trimmed(_ text: String) -> String {
    String(text.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
  }

  private static func unquoted(_ text: String) -> String {
    guard text.count >= 2, text.first == "\"", text.last == "\"" else { return text }
    return String(text.dropFirst().dropLast())
  }
}
