internal import Diagnostics

/// The page of the reference that explains every rule by the code of its findings.
struct CodesPage {
  let markdown: String

  init(_ pages: [CodePage] = CodePage.all) {
    let head = "# Codes\n\nEvery finding has a code. The same on a terminal: `host explain-code GV0107`.\n"
    markdown = head + pages.map { "\n## \($0.code.rawValue): \($0.code.title)\n\n\($0.markdown)" }.joined()
  }
}
