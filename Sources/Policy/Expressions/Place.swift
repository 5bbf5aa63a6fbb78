import Diagnostics

/// Where a part of an expression stands; its span is found only when a finding needs it, because finding it walks the scalar.
struct Place: Sendable {
  private enum Origin: Sendable {
    case bytes(Scalar, Range<Int>)
    case whole(SourceSpan, words: String)
  }

  private let origin: Origin

  /// Bytes of a scalar's text.
  init(_ scalar: Scalar, _ bytes: Range<Int>) {
    origin = .bytes(scalar, bytes)
  }

  /// A whole part of the file, such as a mapping, and how a message calls it.
  init(_ span: SourceSpan, words: String = "this form") {
    origin = .whole(span, words: words)
  }

  /// Whether it is part of a formula's text, and no key or structured form.
  var isText: Bool {
    if case .bytes = origin { true } else { false }
  }

  /// The stretch of the file.
  var span: SourceSpan {
    switch origin {
    case .bytes(let scalar, let bytes): scalar.span(of: bytes)
    case .whole(let span, _): span
    }
  }

  /// The user's words in backticks, or what stands for a structured form.
  var quoted: String {
    switch origin {
    case .bytes(let scalar, let bytes): "`\(Self.text(of: scalar, bytes).shown(limit: 60))`"
    case .whole(_, let words): words
    }
  }

  /// The user's words; nil for what is no text.
  var text: String? {
    if case .bytes(let scalar, let bytes) = origin { Self.text(of: scalar, bytes) } else { nil }
  }

  /// The text after interpolation, where interpolation made it.
  var interpolatedText: String? {
    guard case .bytes(let scalar, _) = origin, scalar.isInterpolated else { return nil }
    return scalar.text
  }

  /// Bytes of a scalar's text as a string.
  static func text(of scalar: Scalar, _ bytes: Range<Int>) -> String {
    String(decoding: Array(scalar.text.utf8)[bytes], as: UTF8.self)
  }
}
