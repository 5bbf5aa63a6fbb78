public import Diagnostics

/// A scalar of a YAML document: its text, and where each part of the text came from.
public struct Scalar: Sendable {
  /// How the scalar is written.
  public enum Style: Sendable {
    case plain, singleQuoted, doubleQuoted, block
  }

  /// A run of the text with one origin.
  struct Piece: Sendable {
    /// Bytes of `text`.
    let bytes: Range<Int>
    /// The first byte of the run in the text as written, or nil where an interpolation put it.
    let original: Int?
    /// Where the whole run stands in the text as written: what the file's place is found from, once a finding asks for it.
    let source: Range<Int>
  }

  /// The text, after interpolation.
  public let text: String
  /// How it is written.
  public let style: Style
  /// Where it stands, quotes included.
  public let span: SourceSpan
  /// Runs of text by origin; empty where nothing was interpolated.
  let pieces: [Piece]
  /// What the policy itself writes where variables of the environment gave text.
  struct Default: Sendable {
    /// The text with all defaults in their places.
    let text: String
    /// The variables that are set.
    let variables: [String]
  }

  /// The text by the written defaults; nil where it is the same, or where a variable has none.
  var byDefault: Default?
  /// The text as written, before interpolation.
  let written: String

  init(text: String, style: Style, span: SourceSpan) {
    self.init(text: text, written: text, style: style, span: span, pieces: [])
  }

  init(text: String, written: String, style: Style, span: SourceSpan, pieces: [Piece]) {
    self.text = text
    self.written = written
    self.style = style
    self.span = span
    self.pieces = pieces
  }

  /// Whether the text, or part of it, came from a variable.
  public var isInterpolated: Bool { pieces.contains { $0.original == nil } }

  /// Whether the scalar says nothing: YAML's null.
  ///
  /// A variable whose value is the word `null` gives text: no value changes what the policy means.
  public var isNull: Bool {
    style == .plain && (text.isEmpty || (!isInterpolated && ["~", "null", "Null", "NULL"].contains(text)))
  }

  /// Where bytes of the text stand in the file. Text that a variable gave is marked by its `${...}`.
  public func span(of bytes: Range<Int>) -> SourceSpan {
    guard !pieces.isEmpty else { return ScalarMap(self).span(of: bytes) }
    let touched = pieces.filter { $0.bytes.overlaps(bytes) || (bytes.isEmpty && $0.bytes.contains(bytes.lowerBound)) }
    guard let first = touched.first, let last = touched.last else { return span.endPoint }
    return part(of: first, bytes).joined(with: part(of: last, bytes))
  }

  private func part(of piece: Piece, _ bytes: Range<Int>) -> SourceSpan {
    guard let original = piece.original else { return ScalarMap(self).span(of: piece.source) }
    let shift = original - piece.bytes.lowerBound
    let inside = bytes.clamped(to: piece.bytes)
    return ScalarMap(self).span(of: inside.lowerBound + shift..<inside.upperBound + shift)
  }
}
