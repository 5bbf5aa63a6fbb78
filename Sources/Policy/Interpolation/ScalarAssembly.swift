/// Puts an interpolated scalar together and remembers where each part came from.
struct ScalarAssembly {
  private let original: Scalar
  private let bytes: [UInt8]
  private var text: [UInt8] = []
  private var pieces: [Scalar.Piece] = []
  private var done = 0

  init(_ scalar: Scalar) {
    original = scalar
    bytes = Array(scalar.text.utf8)
  }

  /// The text as written from where the last part ended.
  mutating func literal(upTo end: Int) {
    guard end > done else { return }
    append(bytes[done..<end], original: done, source: done..<end)
    done = end
  }

  /// Leaves out text as written.
  mutating func skip(to end: Int) {
    done = end
  }

  /// The value of a variable in the place of `written`; returns the bytes that it is in the new text.
  mutating func variable(_ value: String, from written: Range<Int>) -> Range<Int> {
    let first = text.count
    append(value.utf8, original: nil, source: written)
    done = written.upperBound
    return first..<text.count
  }

  private mutating func append(_ part: some Collection<UInt8>, original start: Int?, source: Range<Int>) {
    let first = text.count
    text += part
    pieces.append(Scalar.Piece(bytes: first..<text.count, original: start, source: source))
  }

  /// The interpolated scalar.
  var scalar: Scalar {
    Scalar(
      text: String(decoding: text, as: UTF8.self), written: original.text, style: original.style, span: original.span, pieces: pieces)
  }
}
