/// What `host explain-code` prints for a rule, and SARIF sends along with it.
public struct CodePage: Sendable {
  /// The rule's code.
  public let code: DiagnosticCode
  /// What the rule is.
  public let rule: String
  /// Why it is a rule.
  public let why: String
  /// What breaks it.
  public let wrong: CodeExample
  /// The same, as it should be.
  public let right: CodeExample

  /// A page. To add one, put it into the list for its hundred in this folder.
  public init(_ code: DiagnosticCode, rule: String, why: String, wrong: CodeExample, right: CodeExample) {
    self.code = code
    self.rule = rule
    self.why = why
    self.wrong = wrong
    self.right = right
  }

  /// Every page there is, by code.
  public static let all: [CodePage] =
    [
      ofFiles, ofFields, ofSlips, ofExpressions, ofUnwiseThings, ofAccepting, ofSourcesAndSinks, ofSeveralFiles, ofMetrics, ofPublishing,
      ofRoutes,
      ofServers, ofTests,
    ].flatMap { $0 }
    .sorted {
      $0.code.rawValue < $1.code.rawValue
    }

  /// The page as plain text, no line longer than 100 characters but those of the examples.
  public var text: String {
    ([wrapped("\(code.rawValue): \(code.title)"), wrapped(rule), wrapped("Why: " + why)] + example("Wrong", wrong) + example("Right", right))
      .map { $0 + "\n" }.joined(separator: "\n")
  }

  /// The page as Markdown, without a heading.
  public var markdown: String {
    let examples = [("Wrong", wrong), ("Right", right)].map { title, example in
      "**\(title)**\n\n```\(example.kind == .command ? "sh" : "yaml")\n" + example.lines.map { $0 + "\n" }.joined() + "```\n"
    }
    return "\(rule)\n\n\(why)\n\n" + examples.joined(separator: "\n")
  }

  private func example(_ title: String, _ example: CodeExample) -> [String] {
    ["\(title):", example.lines.map { $0.isEmpty ? "" : "    \($0)" }.joined(separator: "\n")]
  }

  /// Breaks a text into lines of at most 100 characters.
  private func wrapped(_ text: String) -> String {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let line = lines.last, line.count + 1 + word.count <= 100 {
        lines[lines.count - 1] = "\(line) \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines.joined(separator: "\n")
  }
}

extension DiagnosticCode {
  /// The rule's page; a test sees to it that each code has one.
  public var page: CodePage? { CodePage.all.first { $0.code == self } }
}
