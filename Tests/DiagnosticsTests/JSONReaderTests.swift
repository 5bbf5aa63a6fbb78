import Diagnostics
import TestSupport
import Testing

struct JSONReaderTests {
  private func read(_ text: String) throws(JSONFault) -> JSONValue { try JSONReader.read(Array(text.utf8)) }

  private func fault(_ bytes: [UInt8]) -> String? {
    do throws(JSONFault) {
      _ = try JSONReader.read(bytes)
      return nil
    } catch {
      return error.description
    }
  }

  @Test func values() throws {
    let value = try read(" {\"a\":[1,-0.50,2e3,true,false,null,\"é\\n\\u00e9\\ud83d\\ude00\\/\"],\"b\":{},\"c\":[]}\r\n")
    #expect(
      value["a"]
        == .list([.number("1"), .number("-0.50"), .number("2e3"), .boolean(true), .boolean(false), .null, .text("é\né😀/")]))
    #expect(value["b"] == .object([]))
    #expect(value["c"] == .list([]))
    #expect(value["d"] == nil)
    #expect(try read("12").integer == 12)
    #expect(try read("1.0").integer == nil)
    #expect(try read("99999999999999999999").integer == nil)
  }

  @Test(
    "what is refused, and where",
    arguments: [
      ("", "column 1: a value is missing"), ("{\"a\":NaN}", "column 6: JSON has no NaN and no infinities"),
      ("[-Infinity]", "column 3: JSON has no NaN and no infinities"), ("[1,]", "column 4: a value is wanted here"),
      ("{\"a\":1,\"a\":2}", "column 8: the member `a` stands there twice"),
      ("{\"a\":1,\"\\u0061\":2}", "column 8: the member `a` stands there twice"),
      ("{\"a\":1} x", "column 9: there is more behind the value"), ("{\"a\" 1}", "column 6: `:` is wanted between a name and its value"),
      ("{a:1}", "column 2: the name of a member is wanted here, in quotes"),
      ("01", "column 1: a number does not begin with 0 and another digit"),
      ("-01", "column 1: a number does not begin with 0 and another digit"), ("+1", "column 1: a value is wanted here"),
      (".5", "column 1: a value is wanted here"), ("5.", "column 3: a digit is wanted behind the point"),
      ("1e", "column 3: a digit is wanted in the exponent"), ("-", "column 2: a digit is wanted here"),
      ("\"a", "column 1: a text is not closed"), ("\"\t\"", "column 2: a text holds no control characters but escaped ones"),
      ("\"\\x\"", "column 2: there is no such escape"), ("\"\\ud800\"", "column 2: half a surrogate pair is no character"),
      ("\"\\ud800\\u0041\"", "column 2: half a surrogate pair is no character"),
      ("\"\\u12g4\"", "column 6: four hexadecimal digits are wanted here"), ("tru", "column 1: a value is wanted here"),
      ("[1 2]", "column 4: an array goes on with `,` or ends with `]`"), ("'a'", "column 1: a value is wanted here"),
    ])
  func refused(_ text: String, _ message: String) {
    #expect(fault(Array(text.utf8)) == message)
  }

  @Test func badBytesAndDepth() {
    #expect(fault([0x22, 0xFF, 0x22]) == "column 1: a text is not valid UTF-8")
    #expect(fault([0xEF, 0xBB, 0xBF, 0x31]) == "column 1: a value is wanted here")
    let deep = { (depth: Int) in [UInt8](repeating: 0x5B, count: depth) + [UInt8](repeating: 0x5D, count: depth) }
    #expect(fault(deep(65)) == nil)
    #expect(fault(deep(66)) == "column 66: values are nested deeper than 64 times")
    #expect(fault(deep(1_000_000))?.hasSuffix("nested deeper than 64 times") == true)
  }

  /// Whatever is read can be written and is read as the same; what is broken by chance is refused or read, and never more.
  @Test func writtenAndReadAgain() throws {
    var random = SeededRandom(seed: 11)
    for _ in 0..<2000 {
      let value = Self.value(&random, depth: 0)
      var bytes = Array(Self.text(value).utf8)
      #expect(try JSONReader.read(bytes) == value)
      for _ in 0..<(1 + random.below(3)) {
        let place = random.below(bytes.count)
        switch random.below(3) {
        case 0: bytes[place] = UInt8(random.below(256))
        case 1: bytes.remove(at: place)
        default: bytes.insert(UInt8(random.below(256)), at: place)
        }
        if bytes.isEmpty { break }
      }
      if let read = try? JSONReader.read(bytes) { #expect(try JSONReader.read(Array(Self.text(read).utf8)) == read) }
    }
  }

  private static func value(_ random: inout SeededRandom, depth: Int) -> JSONValue {
    switch random.below(depth > 4 ? 5 : 7) {
    case 0: return .null
    case 1: return .boolean(random.below(2) == 0)
    case 2: return .number("\(random.below(1000))" + random.pick(["", ".50", "e-7", "E+300"]))
    case 3: return .number("-0")
    case 4: return .text(String((0..<random.below(6)).map { _ in random.pick(["a", "\"", "\\", "\n", "é", "日", "😀", "\u{1}"]) }.joined()))
    case 5: return .list((0..<random.below(4)).map { _ in value(&random, depth: depth + 1) })
    default: return .object((0..<random.below(4)).map { JSONValue.Member(name: "m\($0)é", value: value(&random, depth: depth + 1)) })
    }
  }

  private static func text(_ value: JSONValue) -> String {
    switch value {
    case .null: "null"
    case .boolean(let truth): "\(truth)"
    case .number(let digits): digits
    case .text(let text): JSONText.string(text)
    case .list(let items): JSONText.array(items.map(text))
    case .object(let members): JSONText.object(members.map { ($0.name, text($0.value)) })
    }
  }
}
