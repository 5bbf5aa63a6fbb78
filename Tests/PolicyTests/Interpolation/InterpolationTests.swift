import Diagnostics
import Testing

@testable import Policy

@Suite struct InterpolationTests {
  private func resolve(_ text: String, quoted: Bool = true) throws -> (text: String?, isNull: Bool, codes: [DiagnosticCode]) {
    var bag = DiagnosticBag()
    let written = quoted ? "'\(text)'" : text
    let root = try #require(YAMLDocument.parse(SourceFile(path: "p", text: "a: \(written)"), into: &bag))
    var interpolator = Interpolator(
      environment: PolicyEnvironment(["V": "value", "EMPTY": "", "NULL": "null", "MAP": "{a: 1}", "D": "${V}"]))
    guard case .mapping(let entries) = interpolator.resolve(root).content else { return (nil, false, []) }
    return (entries[0].value.scalar?.text, entries[0].value.isNull, interpolator.findings.map(\.code))
  }

  @Test(arguments: [
    ("${V}", "value"), ("x${V}y${V}", "xvalueyvalue"), ("${N:-10}s", "10s"), ("${V:-10}s", "values"),
    ("${EMPTY:-e}", "e"), ("${N:-}", ""), ("$$", "$"), ("$${V}", "${V}"), ("$$V", "$V"), ("$5", "$5"), ("$", "$"), ("a$", "a$"),
    ("${V:?m}", "value"),
    ("${N:-a:-b}", "a:-b"), ("${N:-key:{symbol}}", "key:{symbol}"), ("${V:-key:{symbol}}", "value"), ("${MAP}", "{a: 1}"), ("${D}", "${V}"),
    ("${N:-日本}", "日本"), ("100%", "100%"),
  ]) func forms(_ text: String, _ expected: String) throws {
    let result = try resolve(text)
    #expect(result.text == expected)
    #expect(result.codes == [])
  }

  @Test(
    arguments: [
      ("${N}", .unsetVariable), ("${EMPTY}", .unsetVariable), ("${N:?why}", .unsetVariable), ("${", .badInterpolation),
      ("${V", .badInterpolation),
      ("${}", .badInterpolation), ("${1A}", .badInterpolation), ("${A B}", .badInterpolation), ("${V:}", .badInterpolation),
      ("${V:=x}", .badInterpolation), ("${N-x}", .badInterpolation), ("${N:-${V}}", .badInterpolation), ("${É}", .badInterpolation),
    ] as [(String, DiagnosticCode)]) func faults(_ text: String, _ code: DiagnosticCode) throws
  {
    #expect(try resolve(text).codes == [code])
  }

  /// A shell would put the variable in; here it is text, which nobody may find out from a key that is not there.
  @Test func aNameWithoutBracesIsTextAndWarnedOf() throws {
    let result = try resolve("app:$V:state")
    #expect(result.text == "app:$V:state")
    #expect(result.codes == [.bareVariable])
  }

  @Test func aDollarSignInWordsForPeopleIsOne() throws {
    var bag = DiagnosticBag()
    let root = try #require(YAMLDocument.parse(SourceFile(path: "p", text: "title: costs $USD\nabout: $V"), into: &bag))
    var interpolator = Interpolator(environment: PolicyEnvironment([:]))
    _ = interpolator.resolve(root)
    #expect(interpolator.findings.isEmpty)
  }

  @Test func aVariableThatSaysNullIsText() throws {
    #expect(try !resolve("${NULL}", quoted: false).isNull)
    #expect(try resolve("null", quoted: false).isNull)
    #expect(try resolve("${N:-}", quoted: false).isNull)
  }

  /// A text of many variables costs no more than its length.
  @Test(.timeLimit(.minutes(5))) func manyPiecesAreCheap() throws {
    #expect(try resolve(String(repeating: "$$", count: 400_000)).text?.utf8.count == 400_000)
  }
}
