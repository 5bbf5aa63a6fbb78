import GovernorTesting
import Policy
import Testing

@testable import Governor

/// What a request gives, read as strictly as what a source gives.
@Suite struct RouteParametersTests {
  private let fields: [RecordField]

  init() throws {
    fields = try GovernorTests.fields(
      "amount: {type: number, range: \"[0, 100]\"}", "name: {type: text, optional: true}", "open: {type: boolean, optional: true}",
      "at: {type: time, optional: true}", "share: {type: number, range: \"[0, 1]\", outside: clamp, default: 0.5}")
  }

  /// The values of a query or a body; a refusal by its code and message.
  private func read(_ query: [(String, String)] = [], body: String = "") -> [String?] {
    do throws(RouteRefusal) {
      let parameters = try RouteParameters(query: query.map { (name: $0.0, value: $0.1) }, body: Array(body.utf8))
      try parameters.refuseOthers(than: fields.map(\.name))
      return try parameters.record(fields).map { $0.shown() }
    } catch {
      return ["\(error.status) \(error.code): \(error.message)"]
    }
  }

  @Test func aQueryAndABodyGiveTheSame() {
    let values: [String?] = ["5.5", "é\n", "1.0", "1000.25", "1.0"]
    #expect(read([("amount", "5.5"), ("name", "é\n"), ("open", "true"), ("at", "1000.25"), ("share", "7")]) == values)
    #expect(read(body: #" {"amount": 5.5, "name": "\u00e9\n", "open": true, "at": 1000.25, "share": 7e0 } "#) == values)
    #expect(read(body: #"{"amount":"5.5","name":"é\n","open":"true","at":"1970-01-01T00:16:40.25Z","share":"7"}"#) == values)
    #expect(read([("amount", "5.5")], body: #"{"name": "é\n", "open": true, "at": 1000.25, "share": 1}"#) == values)
  }

  @Test func whatNeedNotBeGivenIsMissingOrHasItsDefault() {
    #expect(read([("amount", "0")]) == ["0.0", nil, nil, nil, "0.5"])
    #expect(read(body: #"{"amount": 0, "name": null}"#) == ["0.0", nil, nil, nil, "0.5"])
    #expect(read(body: "{}") == ["400 missing_parameter: `amount` is missing"])
    #expect(read() == ["400 missing_parameter: `amount` is missing"])
  }

  @Test(arguments: ["nan", "inf", "1e400", "", " 5", "0x10", "5 USD", "1,5"]) func whatIsNoNumberIsRefused(_ text: String) {
    #expect(read([("amount", text)]).first??.hasPrefix("400 bad_parameter: `amount`: ") == true)
  }

  @Test func whatLiesOutsideIsRefusedAlsoWhereTheFieldIsOptional() {
    #expect(read([("amount", "101")]) == ["400 bad_parameter: `amount`: `101.0` lies outside [0, 100]"])
    #expect(read([("amount", "1"), ("at", "noon")]) == ["400 bad_parameter: `at`: `noon` is not a time"])
    #expect(read([("amount", "1"), ("open", "yes please")]).first??.hasPrefix("400 bad_parameter: `open`: ") == true)
  }

  @Test func aMisspeltOrRepeatedNameIsRefused() {
    #expect(read([("amuont", "1")]) == ["400 unknown_parameter: `amuont` is not a parameter here: did you mean `amount`?"])
    #expect(read([("amount", "1"), ("amount", "1")]) == ["400 repeated_parameter: `amount` is given twice"])
    #expect(read([("amount", "1")], body: #"{"amount": 1}"#) == ["400 repeated_parameter: `amount` is given twice"])
    #expect(read(body: #"{"amount": 1, "amount": 2}"#) == ["400 repeated_parameter: `amount` is given twice"])
  }

  @Test(arguments: [
    #"{"amount": true}"#, #"{"amount": 1, "name": 5}"#, #"{"amount": 1, "open": 1}"#, #"{"amount": 1, "at": false}"#,
  ]) func aValueOfAnotherTypeIsRefused(_ body: String) {
    #expect(read(body: body).first??.hasPrefix("400 bad_parameter: ") == true)
  }

  @Test(arguments: [
    "[]", "5", "{", "{}x", "{\"amount\"}", "{\"amount\":}", "{\"amount\":01}", "{\"amount\":1.}", "{\"amount\":+1}", "{\"amount\":.5}",
    "{\"amount\":1e}", "{\"amount\":-}", "{\"amount\":1,}", "{\"amount\":NaN}", "{amount:1}", "{'amount':1}", "{\"amount\":[1]}",
    "{\"amount\":{}}", "{\"name\":\"\u{1}\"}", "{\"name\":\"\\x\"}", "{\"name\":\"\\ud800\"}", "{\"name\":\"\\udc00\"}",
    "{\"name\":\"\\ud800\\u0041\"}",
    "{\"name\":\"\\u12\"}", "{\"name\":\"open", "{\"amount\":tru}", "\u{FEFF}{}", "nul", " ", "{\"name\":\"\\", "{\"name\":\"\\u",
  ]) func aBodyThatIsNoFlatObjectIsRefused(_ body: String) {
    #expect(read(body: body).first??.hasPrefix("400 bad_body: ") == true, "\(read(body: body))")
  }

  @Test func escapesAndPairsAreRead() {
    #expect(read(body: #"{"amount":-0,"name":"\"\\\/\b\f\n\r\t\ud83d\ude00"}"#)[1] == "\"\\/\u{8}\u{C}\n\r\t😀")
  }

  @Test func bytesThatAreNoTextAreRefused() {
    #expect(throws: RouteRefusal.self) { try RouteParameters(query: [], body: Array("{\"name\":\"".utf8) + [0xFF] + Array("\"}".utf8)) }
  }
}
