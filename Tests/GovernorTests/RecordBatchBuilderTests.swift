import Policy
import Testing

@testable import Governor

@Suite struct RecordBatchBuilderTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let field: String
    let text: String
    /// The value, or nil where the text is unusable.
    let value: String?
    var testDescription: String { "`\(text)` for \(field)" }
  }

  private static func cases(_ field: String, _ good: [String: String], _ bad: [String]) -> [Case] {
    good.map { Case(field: field, text: $0.key, value: $0.value) } + bad.map { Case(field: field, text: $0, value: nil) }
  }

  static let all =
    cases(
      "{type: number}", ["1": "1.0", "-0.5": "-0.5", "1e3": "1000.0", "+2": "2.0", ".5": "0.5", "1e-400": "0.0", "00": "0.0"],
      [
        "", " ", " 1", "1 ", "1\n", "nan", "NaN", "inf", "-inf", "Infinity", "1e400", "-1e400", "0x10", "0x1p3", "1_000", "1,5", "1.2.3",
        "--1",
        "e5", "½", "١", "1\u{0}", "true", "None",
      ])
    + cases(
      "{type: number, range: \"(0, 1e12]\"}", ["1e12": "1000000000000.0", "5e-324": "5e-324"], ["0", "-0", "-1", "1e-400", "1.0000001e12"])
    + cases("{type: number, range: \"[0, 1)\"}", ["0": "0.0", "-0": "-0.0", "0.999": "0.999"], ["1", "-0.001"])
    + cases(
      "{type: number, range: [0, 1], outside: clamp}", ["-3": "0.0", "7": "1.0", "0.5": "0.5", "-1e300": "0.0", "1": "1.0"],
      ["nan", "inf", "1e400", ""])
    + cases(
      "{type: time}",
      ["1769594400": "1769594400.0", "1769594400.25": "1769594400.25", "2026-01-28T10:00:00Z": "1769594400.0", "-5": "-5.0"],
      ["", "now", "nan", "1e400", "2026-01-28", "2026-02-30T00:00:00Z"])
    + cases("{type: time, in: milliseconds}", ["1769594400250": "1769594400.25", "2026-01-28T11:00:00+01:00": "1769594400.0"], ["inf"])
    + cases(
      "{type: boolean}", ["true": "1.0", "FALSE": "0.0", "1": "1.0", "0": "0.0", "True": "1.0"],
      ["", "yes", "2", "01", "TRU\u{45}x", "tru`"])
    + cases("{type: text}", ["": "", " a ": " a ", "日本": "日本", "nan": "nan"], [])

  @Test(arguments: all)
  func reads(_ test: Case) throws {
    let required = records(try fields("f: \(test.field)"), [["f": test.text]])
    #expect(required.columns[0].shown() == test.value)
    #expect(required.states == [test.value == nil ? .invalid : .present])
    #expect((required.firstFault == nil) == (test.value != nil))
    #expect(required.unusableFields == 0)
    // An optional field that cannot be used is missing, and counted; the record is good.
    let optional = records(try fields("f: \(test.field.dropLast()), optional: true}"), [["f": test.text]])
    #expect(optional.columns[0].shown() == test.value)
    #expect(optional.states == [.present])
    #expect(optional.unusableFields == (test.value == nil ? 1 : 0))
  }

  @Test func whatIsNotThere() throws {
    let fields = try fields("r: {type: number}", "o: {type: text, optional: true}", "d: {type: number, default: 7}")
    let batch = records(fields, [[:], ["r": "1"], ["o": "x"], ["d": "2"], ["r": "1", "d": "no"], ["r": "1", "o": "x", "d": "2"]])
    #expect(batch.states == [.absent, .present, .invalid, .invalid, .invalid, .present])
    #expect(batch.columns[2].shown(1) == "7.0")
    #expect(batch.columns[1].shown(1) == nil)
    #expect(batch.columns[2].shown(5) == "2.0")
    #expect(batch.firstFault == "field `d`: `no` is not a number")
  }

  @Test func aRecordThatIsThereWithoutFields() throws {
    for (line, state) in [("a: {type: number}", RecordBatch.RowState.invalid), ("a: {type: number, optional: true}", .present)] {
      var builder = RecordBatchBuilder(fields: try fields(line), rows: 2)
      builder.setPresent(row: 1)
      #expect(builder.finish().states == [.absent, state])
    }
  }

  @Test func aFaultOutweighsGoodFields() throws {
    var builder = RecordBatchBuilder(fields: try fields("a: {type: number}"), rows: 2)
    builder.set(1.0, field: 0, row: 0)
    builder.fault(row: 0, "first")
    builder.fault(row: 1, "second")
    let batch = builder.finish()
    #expect(batch.states == [.invalid, .invalid])
    #expect(batch.firstFault == "first")
  }

  @Test func textsInAnyOrder() throws {
    let fields = try fields("t: {type: text}")
    var builder = RecordBatchBuilder(fields: fields, rows: 4)
    for (row, text) in [(2, "two"), (0, "zero"), (3, ""), (0, "again")] {
      let bytes = Array(text.utf8)
      builder.set(bytes.span, field: 0, row: row)
    }
    let batch = builder.finish()
    #expect((0..<4).map { batch.columns[0].shown($0) } == ["again", nil, "two", ""])
    #expect(batch.states == [.present, .absent, .present, .present])
  }

  @Test func theSameFieldTwiceIsTheLast() throws {
    let fields = try fields("a: {type: number}")
    for (texts, value) in [(["1", "2"], "2.0"), (["1", "x"], nil), (["x", "2"], "2.0")] as [([String], String?)] {
      var builder = RecordBatchBuilder(fields: fields, rows: 1)
      for text in texts {
        let bytes = Array(text.utf8)
        builder.set(bytes.span, field: 0, row: 0)
      }
      let batch = builder.finish()
      #expect(batch.columns[0].shown() == value)
      #expect(batch.states == [value == nil ? .invalid : .present])
    }
  }

  @Test func numbersForEveryKind() throws {
    let fields = try fields(
      "n: {type: number, range: [0, 1], outside: clamp}", "w: {type: time, in: milliseconds}", "b: {type: boolean}", "t: {type: text}")
    let cases: [(Double, [String?])] = [
      (1, ["1.0", "0.001", "1.0", nil]), (0, ["0.0", "0.0", "0.0", nil]), (7, ["1.0", "0.007", nil, nil]), (.nan, [nil, nil, nil, nil]),
      (.infinity, [nil, nil, nil, nil]), (-.infinity, [nil, nil, nil, nil]),
    ]
    for (number, values) in cases {
      var builder = RecordBatchBuilder(fields: fields, rows: 1)
      for field in fields.indices { builder.set(number, field: field, row: 0) }
      let batch = builder.finish()
      #expect(batch.columns.map { $0.shown() } == values)
      #expect(batch.states == [.invalid])
    }
  }

  @Test func constantsOfAnotherTypeAreRefused() throws {
    let fields = try fields("n: {type: number}", "w: {type: time}", "b: {type: boolean}", "t: {type: text}")
    let constants: [Constant] = [.number(1), .time(2), .boolean(true), .text("x")]
    for (index, constant) in constants.enumerated() {
      var builder = RecordBatchBuilder(fields: fields, rows: 1)
      for field in fields.indices { builder.set(constant, field: field, row: 0) }
      let batch = builder.finish()
      #expect(batch.columns.indices.filter { batch.columns[$0].shown() != nil } == [index])
    }
    var builder = RecordBatchBuilder(fields: fields, rows: 1)
    builder.set(Constant.number(.nan), field: 0, row: 0)
    #expect(builder.finish().states == [.invalid])
  }

  @Test func placesThatThereAreNotAreLeftAlone() throws {
    var builder = RecordBatchBuilder(fields: try fields("a: {type: number, optional: true}"), rows: 1)
    let bytes = Array("1".utf8)
    for (field, row) in [(-1, 0), (1, 0), (0, -1), (0, 1), (.max, .max), (.min, .min)] {
      builder.set(bytes.span, field: field, row: row)
      builder.set(1.0, field: field, row: row)
      builder.set(Constant.number(1), field: field, row: row)
    }
    builder.setPresent(row: 5)
    builder.fault(row: -5, "no")
    #expect(builder.finish().states == [.absent])
  }

  @Test func aFaultShowsHostileTextSafely() throws {
    let batch = records(try fields("a: {type: number}"), [["a": "\u{1B}[2J" + String(repeating: "9", count: 5000) + "x"]])
    let fault = try #require(batch.firstFault)
    #expect(!fault.contains("\u{1B}"))
    #expect(fault.count < 100)
  }
}
