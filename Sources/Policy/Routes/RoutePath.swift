internal import Diagnostics

/// The path of a route: segments that stand as they are, and placeholders, each for one whole segment.
public struct RoutePath: Sendable, Hashable, CustomStringConvertible {
  /// What stands between two `/`.
  public enum Segment: Sendable, Hashable {
    /// This text.
    case literal(String)
    /// Any text, under a name.
    case placeholder(String)
  }

  /// The segments in order; at least one.
  public let segments: [Segment]

  /// A path as it is written, `/budget/{symbol}`; throws what is wrong with it.
  init(_ text: String) throws(FieldFault) {
    guard text.hasPrefix("/") else { throw FieldFault("a path begins with `/`", help: "write `/\(text.shown(limit: 60))`") }
    guard text.utf8.count <= 200 else { throw FieldFault("a path has at most 200 bytes") }
    guard text != "/" else { throw FieldFault("a path has at least one segment", help: "write `/status`, for example") }
    var segments: [Segment] = []
    for part in text.dropFirst().split(separator: "/", omittingEmptySubsequences: false) { segments.append(try Self.segment(part)) }
    self.segments = segments
  }

  private static func segment(_ part: Substring) throws(FieldFault) -> Segment {
    guard !part.isEmpty else {
      throw FieldFault("a segment of a path is not empty", help: "write one `/` between two segments, and none at the end")
    }
    guard part.contains(where: { $0 == "{" || $0 == "}" }) else {
      guard part != ".", part != "..", part.utf8.allSatisfy(isPlain) else {
        throw FieldFault(
          "a segment of a path is letters, digits, `-`, `.`, `_` and `~`, and `\(String(part).shown(limit: 60))` is not",
          help: part.contains("?") ? "leave `?` and what follows out: parameters need no declaration" : nil)
      }
      return .literal(String(part))
    }
    guard part.hasPrefix("{"), part.hasSuffix("}"), Word.isName(String(part.dropFirst().dropLast())) else {
      throw FieldFault(
        "a placeholder is a whole segment, and `\(String(part).shown(limit: 60))` is not",
        help: "write `/{symbol}/`, with the name of the entity in the braces")
    }
    return .placeholder(String(part.dropFirst().dropLast()))
  }

  /// What needs no percent sign in a URL.
  private static func isPlain(_ byte: UInt8) -> Bool { Word.isPart(byte) || "-.~".utf8.contains(byte) }

  /// As it is written.
  public var description: String {
    segments.map { segment in
      switch segment {
      case .literal(let text): "/\(text)"
      case .placeholder(let name): "/{\(name)}"
      }
    }.joined()
  }

  /// The names of the placeholders, in order.
  public var placeholders: [String] {
    segments.compactMap { if case .placeholder(let name) = $0 { name } else { nil } }
  }

  /// What stands in the place of each placeholder where the path of a request fits, whose segments are decoded; nil where it does not. An
  /// empty segment fills no placeholder.
  public func match(_ request: [String]) -> [String: String]? {
    guard request.count == segments.count else { return nil }
    var found: [String: String] = [:]
    for (segment, text) in zip(segments, request) {
      switch segment {
      case .literal(let own): guard own == text else { return nil }
      case .placeholder(let name):
        guard !text.isEmpty else { return nil }
        found[name] = text
      }
    }
    return found
  }

  /// Whether some request fits both.
  public func overlaps(_ other: RoutePath) -> Bool {
    guard segments.count == other.segments.count else { return false }
    return zip(segments, other.segments).allSatisfy { one, two in
      if case .literal(let text) = one, case .literal(let otherText) = two { text == otherText } else { true }
    }
  }
}
