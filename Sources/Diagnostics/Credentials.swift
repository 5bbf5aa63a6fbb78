/// Finds passwords in text that a person is about to see.
///
/// The user's own words stand in excerpts and messages, and a policy or a variable may hold `redis://user:password@host`. What stands
/// between `://` and the last `@` of the value is covered, and so is the value of `password=` in a query.
public enum Credentials {
  /// Stands for each covered character, so that carets stay where they are.
  static let cover: Unicode.Scalar = "*"
  private static let scheme = Array("://".utf8)
  private static let password = Array("password=".utf8)

  /// The text with each character of a password covered.
  static func covered(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var covered = scalars
    var index = 0
    while index < scalars.count {
      if let begin = end(of: scheme, in: scalars, at: index) {
        let stop = end(ofValueAt: begin, in: scalars)
        if let at = scalars[begin..<stop].lastIndex(of: "@") {
          for place in begin..<at { covered[place] = cover }
        }
        index = begin
      } else if let begin = end(of: password, in: scalars, at: index) {
        let stop = scalars[begin...].firstIndex { isBreak($0) || $0 == "&" || $0 == "\"" || $0 == "'" || $0 == "`" } ?? scalars.count
        for place in begin..<stop { covered[place] = cover }
        index = stop
      } else {
        index += 1
      }
    }
    return covered
  }

  /// The text with each character of a password covered.
  public static func covered(_ text: String) -> String {
    let bytes = text.utf8
    guard bytes.contains(UInt8(ascii: "@")) || bytes.contains(UInt8(ascii: "=")) else { return text }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: covered(Array(text.unicodeScalars)))
    return String(view)
  }

  /// Whether any of the given bytes of a text is part of a password.
  public static func cover(in text: String, touches bytes: Range<Int>) -> Bool {
    let scalars = Array(text.unicodeScalars)
    var offset = 0
    for (scalar, shown) in zip(scalars, covered(scalars)) {
      let end = offset + UTF8.width(scalar)
      if scalar != shown, offset < bytes.upperBound, bytes.lowerBound < end { return true }
      offset = end
    }
    return false
  }

  /// Where the value that a URL begins ends at the latest. A password with a blank in it is a fault, and must not be shown for that.
  private static func end(ofValueAt begin: Int, in scalars: [Unicode.Scalar]) -> Int {
    var index = begin
    while index < scalars.count {
      let isLast = index + 1 == scalars.count
      switch scalars[index] {
      case "\n", "\r": return index
      case ",", "\"", "'", "`": if isLast || isBreak(scalars[index + 1]) { return index }
      case " ", "\t": if !isLast, scalars[index + 1] == "#" { return index }
      default: break
      }
      index += 1
    }
    return index
  }

  private static func isBreak(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r" }

  /// The place behind a word that stands at `index`, whatever its case.
  private static func end(of word: [UInt8], in scalars: [Unicode.Scalar], at index: Int) -> Int? {
    guard index + word.count <= scalars.count else { return nil }
    for (offset, byte) in word.enumerated() where lowered(scalars[index + offset]) != UInt32(byte) { return nil }
    return index + word.count
  }

  private static func lowered(_ scalar: Unicode.Scalar) -> UInt32 {
    (65...90).contains(scalar.value) ? scalar.value + 32 : scalar.value
  }
}
