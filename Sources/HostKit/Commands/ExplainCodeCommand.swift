internal import ArgumentParser
internal import Diagnostics
internal import Governor

/// `host explain-code`.
struct ExplainCodeCommand: HostCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain-code",
    abstract: "Explains a rule by the code of its findings, with a wrong and a right example.",
    discussion: """
      Examples:
        host explain-code GV0107   the page of one rule
        host explain-code          all codes with their rules
      """)

  @Argument(help: "The code, such as GV0107.", completion: .list(DiagnosticCode.allCases.map(\.rawValue)))
  var code: String?

  func validate() throws {
    guard let code, Self.find(code) == nil else { return }
    let help = Suggestion.help(for: code.uppercased(), among: DiagnosticCode.allCases.map(\.rawValue))
    throw ValidationError("`\(code.shown(limit: 60))` is not a code: \(help ?? "`host explain-code` lists them")")
  }

  func run(in host: HostContext) async throws -> HostExit {
    if let code = code.flatMap(Self.find) {
      print(code.page?.text ?? "\(code.rawValue): \(code.title)\n", terminator: "")
    } else {
      for code in DiagnosticCode.allCases.sorted(by: { $0.rawValue < $1.rawValue }) { print("\(code.rawValue)  \(code.title)") }
    }
    return .success
  }

  private static func find(_ text: String) -> DiagnosticCode? { DiagnosticCode(rawValue: text.uppercased()) }
}
