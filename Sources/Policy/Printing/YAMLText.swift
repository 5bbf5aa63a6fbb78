import Diagnostics

/// Writes scalars so that the loader reads the same text from them.
enum YAMLText {
  private static let indicators = Set("-?:,[]{}#&*!|>'\"%@`~=<".unicodeScalars)
  private static let nulls: Set<String> = ["", "~", "null", "Null", "NULL"]

  /// A value: as it is where YAML reads it so, else in double quotes. `$` is doubled, for variables are put in when it is read.
  static func value(_ text: String, inFlow: Bool = false) -> String {
    scalar(text.split(separator: "$", omittingEmptySubsequences: false).joined(separator: "$$"), inFlow: inFlow)
  }

  /// A key, in which there are no variables.
  static func key(_ text: String) -> String { scalar(text, inFlow: true) }

  private static func scalar(_ text: String, inFlow: Bool) -> String {
    isPlain(text, inFlow: inFlow) ? text : quoted(text)
  }

  private static func isPlain(_ text: String, inFlow: Bool) -> Bool {
    let scalars = Array(text.unicodeScalars)
    guard !nulls.contains(text), let first = scalars.first, let last = scalars.last, first != " ", last != " ", last != ":" else {
      return false
    }
    // `-5` and `.5` are no indicators, but `- 5` is a list.
    let isNegative = first == "-" && scalars.count > 1 && (scalars[1].properties.numericType != nil || scalars[1] == ".")
    guard !indicators.contains(first) || isNegative, !text.hasPrefix("...") else { return false }
    for (index, scalar) in scalars.enumerated() {
      guard !scalar.needsEscape else { return false }
      if inFlow, ",[]{}:".unicodeScalars.contains(scalar) { return false }
      if scalar == ":", scalars[index + 1] == " " { return false }
      if scalar == "#", scalars[index - 1] == " " { return false }
    }
    return true
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case _ where scalar.needsEscape:
        let digits = String(scalar.value, radix: 16)
        let width = scalar.value > 0xFFFF ? 8 : 4
        quoted += (width == 8 ? "\\U" : "\\u") + String(repeating: "0", count: width - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

extension Unicode.Scalar {
  /// It breaks a line, steers a terminal or is not to be seen.
  fileprivate var needsEscape: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate: true
    default: false
    }
  }
}
