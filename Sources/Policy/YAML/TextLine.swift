import Diagnostics

/// A line of a policy as text, for finding out what is wrong where YAML ends. Columns count code points from 1.
struct TextLine {
  let number: Int
  let scalars: [Unicode.Scalar]
  /// The column behind the last thing that is no comment.
  let end: Int
  private let file: SourceFile

  init?(_ number: Int, of file: SourceFile) {
    guard let line = file.line(number) else { return nil }
    self.number = number
    self.file = file
    scalars = Array(line.unicodeScalars)
    end = Self.end(of: scalars)
  }

  /// How many blanks stand before the first word.
  var indentation: Int { scalars.prefix { $0 == " " }.count }

  private static func end(of scalars: [Unicode.Scalar]) -> Int {
    var end = scalars.count
    for index in scalars.indices where scalars[index] == "#" && (index == 0 || scalars[index - 1] == " " || scalars[index - 1] == "\t") {
      end = index
      break
    }
    while end > 0, scalars[end - 1] == " " || scalars[end - 1] == "\t" { end -= 1 }
    return end + 1
  }

  /// Whether nothing stands in it but blanks and a comment.
  var isEmpty: Bool { end <= indentation + 1 }

  /// The character at a column.
  subscript(column: Int) -> Unicode.Scalar? { column >= 1 && column <= scalars.count ? scalars[column - 1] : nil }

  func text(_ columns: Range<Int>) -> String {
    var view = String.UnicodeScalarView()
    let first = max(0, columns.lowerBound - 1)
    let last = min(scalars.count, columns.upperBound - 1)
    if first < last { view.append(contentsOf: scalars[first..<last]) }
    return String(view)
  }

  func span(_ columns: Range<Int>) -> SourceSpan {
    SourceSpan(
      file: file, start: SourcePosition(line: number, column: columns.lowerBound),
      end: SourcePosition(line: number, column: columns.upperBound))
  }

  /// Where the content begins, behind the marks of list items.
  var content: Int {
    var column = indentation + 1
    while self[column] == "-", self[column + 1] == " " {
      column += 1
      while self[column] == " " { column += 1 }
    }
    return column
  }

  /// The first word and the value behind its colon, where the line is `key: value` or `key:`.
  var pair: (key: String, keyColumns: Range<Int>, value: Range<Int>)? {
    var column = content
    let start = column
    while column < end, let sign = self[column] {
      if sign == "\"" || sign == "'" || sign == "{" || sign == "[" { return nil }
      if sign == ":", column + 1 >= end || self[column + 1] == " " || self[column + 1] == "\t" {
        var value = column + 1
        while value < end, self[value] == " " || self[value] == "\t" { value += 1 }
        return (text(start..<column), start..<column, value..<end)
      }
      column += 1
    }
    return nil
  }
}
