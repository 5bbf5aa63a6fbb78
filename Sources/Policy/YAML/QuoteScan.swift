import Diagnostics

/// Walks a file's quotes, roughly as YAML reads them: a quote opens where a value or key begins.
struct QuoteScan {
  private let file: SourceFile

  init(_ file: SourceFile) {
    self.file = file
  }

  /// Where the quote opens that was closed on the line of a fault, before it, and was opened on another line; nil where there is none.
  func openedBefore(_ fault: SourcePosition) -> SourcePosition? {
    var open: (sign: Unicode.Scalar, place: SourcePosition)?
    var blockIndentation: Int?
    for number in 1...max(1, fault.line) {
      guard let line = TextLine(number, of: file) else { break }
      if open == nil, let indentation = blockIndentation {
        if line.isEmpty || line.indentation > indentation { continue }
        blockIndentation = nil
      }
      var column = 1
      while let sign = line[column] {
        if let quote = open {
          if quote.sign == "\"", sign == "\\" {
            column += 2
            continue
          }
          if sign == quote.sign {
            if sign == "'", line[column + 1] == "'" {
              column += 2
              continue
            }
            if number == fault.line, quote.place.line < number, column < fault.column { return quote.place }
            open = nil
          }
        } else if sign == "#", column == 1 || line[column - 1] == " " {
          break
        } else if sign == "\"" || sign == "'", opens(line, column) {
          open = (sign, SourcePosition(line: number, column: column))
        }
        column += 1
      }
      if open == nil, let last = line[line.end - 1], last == "|" || last == ">" || ((last == "-" || last == "+") && line.end > 2),
        line.pair.map({ !$0.value.isEmpty && (line[$0.value.lowerBound] == "|" || line[$0.value.lowerBound] == ">") }) ?? false
      {
        blockIndentation = line.indentation
      }
    }
    return nil
  }

  private func opens(_ line: TextLine, _ column: Int) -> Bool {
    guard let before = (1..<column).last(where: { line[$0] != " " && line[$0] != "\t" }), let sign = line[before] else { return true }
    let isApart = before < column - 1
    return sign == "[" || sign == "{" || sign == "," || ((sign == ":" || sign == "-") && isApart)
  }
}
