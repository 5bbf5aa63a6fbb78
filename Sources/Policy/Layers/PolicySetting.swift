import Diagnostics

/// A value that the command line puts in the place of one of the policy: `params.base_risk_pct=0.03`.
public struct PolicySetting: Sendable {
  /// The text is not of the form `path=value`.
  public struct Malformed: Error, CustomStringConvertible {
    /// The rule that is broken.
    public let description: String
  }

  /// The keys from the top of the policy, with their bytes in the text.
  let path: [(key: String, bytes: Range<Int>)]
  /// The setting as it stands on the command line, for findings to point into.
  let file: SourceFile
  /// Bytes of the text before the value.
  private let lead: Int

  private static let option = "--set "

  /// A setting from `path=value`. What the value means is found when a policy is loaded.
  public init(_ text: String) throws(Malformed) {
    guard let equals = text.utf8.firstIndex(of: UInt8(ascii: "=")) else {
      throw Malformed(description: "`\(text.shown())` has no `=`: write `params.name=value`")
    }
    var place = Self.option.utf8.count
    var path: [(key: String, bytes: Range<Int>)] = []
    for part in text[..<equals].split(separator: ".", omittingEmptySubsequences: false) {
      guard part.contains(where: { !$0.isWhitespace }) else {
        throw Malformed(description: "the path of `\(text.shown())` has an empty part: write `params.name=value`")
      }
      path.append((String(part), place..<place + part.utf8.count))
      place += part.utf8.count + 1
    }
    self.path = path
    lead = place
    file = SourceFile(path: SourceFile.commandLine, text: Self.option + text)
  }

  /// Where a part of the path stands.
  func span(of part: Int) -> SourceSpan {
    let bytes = path[part].bytes
    return SourceSpan(file: file, start: file.position(ofByte: bytes.lowerBound), end: file.position(ofByte: bytes.upperBound))
  }

  private static func unreadable(_ value: String, at whole: SourceSpan) -> Diagnostic {
    var open: [Character] = []
    var quote: Character?
    for character in value {
      if let mark = quote {
        if character == mark { quote = nil }
      } else if character == "\"" || character == "'" {
        quote = character
      } else if character == "{" || character == "[" {
        open.append(character == "{" ? "}" : "]")
      } else if character == open.last {
        open.removeLast()
      }
    }
    let help =
      quote.map { "close the quote with `\($0)`" }
      ?? (open.isEmpty ? "put the value in quotes, and all of it once more for the shell" : "close it with `\(String(open.reversed()))`")
    return Diagnostic(.badSetting, "the value of a setting is YAML, and this is none", at: whole, caption: "cannot be read", help: help)
  }

  /// The value, read as YAML; nil after a finding.
  func value(into bag: inout DiagnosticBag) -> Node? {
    let start = file.position(ofByte: lead)
    let value = file.text.utf8.dropFirst(lead)
    let first = value.first { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") && $0 != UInt8(ascii: "\n") }
    let whole = SourceSpan(file: file, start: start, end: file.position(ofByte: file.text.utf8.count))
    if first == nil { return Node(.scalar(Scalar(text: "", style: .plain, span: whole)), span: whole) }
    if first == UInt8(ascii: "#") {
      bag.add(Diagnostic(.badSetting, "the value of a setting is YAML, in which `#` begins a comment", at: whole, help: "put it in quotes"))
      return nil
    }
    // Blanks stand for what is before the value, so that its places are those of the command line.
    let blanks = String(repeating: " ", count: start.column - 1)
    var aliases: [AliasUse] = []
    var found = DiagnosticBag()
    let node = YAMLDocument.parse(blanks + String(decoding: value, as: UTF8.self), as: file, aliases: &aliases, into: &found)
    for finding in found.sorted {
      // What the reader of files says is about lines and indentation, and may point behind the end of the argument.
      bag.add(finding.code == .yamlSyntax ? Self.unreadable(String(decoding: value, as: UTF8.self), at: whole) : finding)
    }
    return node
  }
}
