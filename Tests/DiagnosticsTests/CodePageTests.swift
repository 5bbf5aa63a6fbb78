import Diagnostics
import Testing

/// The pages that `host explain-code` prints.
@Suite struct CodePageTests {
  /// To add a page, put it into the list for its hundred in Sources/Diagnostics/Codes.
  @Test func everyCodeHasExactlyOnePage() {
    let pages = Dictionary(grouping: CodePage.all, by: \.code)
    for code in DiagnosticCode.allCases {
      #expect(pages[code]?.count == 1, "\(code.rawValue) (\(code)) has \(pages[code]?.count ?? 0) pages in Sources/Diagnostics/Codes")
    }
  }

  @Test(arguments: CodePage.all.map(\.code)) func aPageSaysEverything(_ code: DiagnosticCode) throws {
    let page = try #require(code.page)
    for text in [page.rule, page.why] {
      #expect(text.hasSuffix(".") && text.first?.isLowercase == false, "\(page.code.rawValue): `\(text)`")
    }
    #expect(page.wrong.text != page.right.text || page.wrong.environment != page.right.environment)
    #expect(page.text.hasPrefix("\(page.code.rawValue): \(page.code.title)\n\n"))
    for part in ["\nWhy: ", "\nWrong:\n\n    ", "\nRight:\n\n    "] { #expect(page.text.contains(part), "\(page.code.rawValue)") }
    let prose = page.text.split(separator: "\n").filter { !$0.hasPrefix("    ") }
    #expect(prose.allSatisfy { $0.count <= 100 }, "\(page.code.rawValue)")
  }
}
