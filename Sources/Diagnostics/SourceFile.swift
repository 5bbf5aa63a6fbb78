/// A text that a person wrote, with the name that messages call it by.
///
/// Positions count lines and Unicode code points from 1, as editors and libyaml do.
public final class SourceFile: Sendable {
  /// The name of a text that came by standard input.
  public static let standardInput = "<stdin>"
  /// How findings name what was written on the command line.
  public static let commandLine = "<command line>"

  /// Whether the path is that of a file.
  var isOnDisk: Bool { path != Self.standardInput && path != Self.commandLine }

  /// The path as the user gave it, or a name such as `<stdin>`.
  public let path: String
  /// The whole text, without the byte order mark that some editors put before it.
  public let text: String
  /// The lines without their line ends.
  public let lines: [Substring]

  /// Takes a text under a name; reads nothing.
  public init(path: String, text: String) {
    self.path = path
    // A mark of the encoding is no part of the policy, and libyaml would count it as a column.
    let text = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
    self.text = text
    // The line breaks of YAML 1.1, which are those that libyaml counts.
    let breaks: Set<Character> = ["\n", "\r\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"]
    self.lines = text.split(omittingEmptySubsequences: false) { breaks.contains($0) }
  }

  /// The place of a byte of the text; beyond the end, the end.
  public func position(ofByte offset: Int) -> SourcePosition {
    var rest = max(0, offset)
    for (index, line) in lines.enumerated() {
      // All line ends but CRLF and the three of Unicode are one byte long; the text tells which one stands here.
      let next = index + 1 < lines.count ? lines[index + 1].startIndex : text.endIndex
      let length = text.utf8.distance(from: line.startIndex, to: next)
      if rest < length || index + 1 == lines.count {
        return SourcePosition(line: index + 1, column: 1 + line.utf8.prefix(rest).count { $0 & 0xC0 != 0x80 })
      }
      rest -= length
    }
    return SourcePosition(line: 1, column: 1)
  }

  /// The line with the given number, counted from 1, or nil beyond the end.
  public func line(_ number: Int) -> Substring? {
    number >= 1 && number <= lines.count ? lines[number - 1] : nil
  }
}
