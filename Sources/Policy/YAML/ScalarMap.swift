import Diagnostics

/// Finds the place in the file of a byte in a scalar's value, through quotes, escapes and folded lines.
///
/// libyaml tells only where a scalar begins and ends. This walks the text as written beside the value that it gave.
struct ScalarMap {
  private let scalar: Scalar

  init(_ scalar: Scalar) {
    self.scalar = scalar
  }

  /// The stretch of the file that holds the given bytes of the value as written (before interpolation).
  func span(of bytes: Range<Int>) -> SourceSpan {
    if let first = straightColumn { return straight(bytes, from: first) }
    let start = position(ofByte: bytes.lowerBound)
    let end = bytes.isEmpty ? start : next(after: position(ofByte: bytes.upperBound - 1))
    return SourceSpan(file: scalar.span.file, start: start, end: end)
  }

  /// The column of the first code point where the value stands in one line just as it is, which is nearly always; else nil.
  private var straightColumn: Int? {
    guard scalar.style != .block, scalar.span.start.line == scalar.span.end.line else { return nil }
    let quote = scalar.style == .plain ? 0 : 1
    let width = scalar.span.end.column - scalar.span.start.column - 2 * quote
    // An escape is longer than what it stands for, so equal lengths mean that there is none.
    return width == scalar.written.unicodeScalars.count ? scalar.span.start.column + quote : nil
  }

  /// No look at the file: a policy of one long line costs no more than one of many.
  private func straight(_ bytes: Range<Int>, from column: Int) -> SourceSpan {
    let written = scalar.written.utf8
    func place(_ offset: Int) -> SourcePosition {
      SourcePosition(line: scalar.span.start.line, column: column + written.prefix(max(0, offset)).count { $0 & 0xC0 != 0x80 })
    }
    return SourceSpan(file: scalar.span.file, start: place(bytes.lowerBound), end: place(bytes.upperBound))
  }

  private func next(after position: SourcePosition) -> SourcePosition {
    SourcePosition(line: position.line, column: position.column + 1)
  }

  /// Walks value and text together. Each code point of the value is one code point of the text, or an escape, or folded white space.
  private func position(ofByte target: Int) -> SourcePosition {
    var cursor = Cursor(scalar)
    var offset = 0
    var last = scalar.span.start
    for value in cursor.value {
      guard let place = cursor.place(of: value) else { break }
      last = place
      let width = UTF8.width(value)
      if target < offset + width { return place }
      offset += width
    }
    return target >= offset ? next(after: last) : last
  }
}

/// The walk through the text of one scalar.
private struct Cursor {
  let value: String.UnicodeScalarView
  private let style: Scalar.Style
  private let end: SourcePosition
  private let file: SourceFile
  private var place: SourcePosition
  private var line: [Unicode.Scalar]

  init(_ scalar: Scalar) {
    value = scalar.written.unicodeScalars
    style = scalar.style
    end = scalar.span.end
    file = scalar.span.file
    place = scalar.span.start
    switch scalar.style {
    case .plain: break
    case .singleQuoted, .doubleQuoted: place.column += 1
    case .block: place = SourcePosition(line: place.line + 1, column: 1)
    }
    line = Array((scalar.span.file.line(place.line) ?? "").unicodeScalars)
  }

  /// The place of the next code point of the value, and a step beyond it.
  mutating func place(of wanted: Unicode.Scalar) -> SourcePosition? {
    while place < end {
      guard place.column <= line.count else {
        let here = place
        advanceLine()
        // A line end is a line feed or, folded, a space of the value; where it is neither it was escaped or trimmed.
        if wanted == "\n" || wanted == " " { return here }
        continue
      }
      let written = line[place.column - 1]
      if style == .doubleQuoted, written == "\\" {
        if place.column == line.count {
          advanceLine()  // The line goes on: the value holds nothing of it.
          continue
        }
        let here = place
        place.column += escapeWidth()
        return here
      }
      if written == wanted {
        let here = place
        place.column += style == .singleQuoted && written == "'" ? 2 : 1
        return here
      }
      place.column += 1  // Indentation, or white space that folding dropped.
    }
    return nil
  }

  private mutating func advanceLine() {
    place = SourcePosition(line: place.line + 1, column: 1)
    line = Array((file.line(place.line) ?? "").unicodeScalars)
    // Folding drops the indentation of the next line of a flow scalar.
    if style != .block {
      while place.column <= line.count, line[place.column - 1] == " " || line[place.column - 1] == "\t" { place.column += 1 }
    }
  }

  private func escapeWidth() -> Int {
    guard place.column < line.count else { return 1 }
    switch line[place.column] {
    case "x": return 4
    case "u": return 6
    case "U": return 10
    default: return 2
    }
  }
}
