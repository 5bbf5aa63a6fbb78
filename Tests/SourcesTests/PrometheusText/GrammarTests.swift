import Testing

@testable import Sources

@Suite struct GrammarTests {
  /// Every one of these holds `m{a="b"}` with the value 1 and nothing that breaks a rule.
  @Test(arguments: [
    "m{a=\"b\"} 1\n", "m{a=\"b\"} 1", "m{a=\"b\"} 1\r\n", "m{a=\"b\"} 1 5\r\n", "m{a=\"b\",} 1\n", " \tm\t { a = \"b\" , }\t1\t \n",
    "m{a=\"b\"}1\n", "{\"m\",a=\"b\"} 1\n", "{ \"m\" , \"a\"=\"b\", } 1\n", "m{\"a\"=\"b\"} 1\n", "m{a=\"b\",c=\"\"} 1\n",
    "m{c=\"\",a=\"b\"} 1\n",
    "\n\r\n \t\n# \n#\n#x\n# EOF\nm{a=\"b\"} 1\n", "#HELP\n# HELP\n# TYPE\n# HELPX 1\nm{a=\"b\"} 1\n",
    "# HELP m\n# HELP m text with \\ and é\n#\tTYPE  m\tcounter \nm{a=\"b\"} 1\n",
    "# TYPE \"my.m\" gauge\n# HELP \"my \\\"m\" x\nm{a=\"b\"} 1",
    "# TYPE m untyped\r\nm{a=\"b\"} 1\r\n", "# \u{0} comment\nm{a=\"b\"} 1\n",
    "m 2\nm{} 3\nm{a=\"c\"} 4\nm{a=\"b\",c=\"d\"} 5\nm{a=\"b\"} 1\nmm{a=\"b\"} 6\n",
  ])
  func takes(_ text: String) throws {
    let found = try PrometheusText.find([SeriesSelector(name: "m", labels: ["a": "b"])], in: Array(text.utf8))
    guard case .found(let sample) = found.first else {
      Issue.record("not found in \(text)")
      return
    }
    #expect(sample.value == 1)
  }

  @Test(arguments: [
    "m", "m\n", "m{a=\"b\"}\n", "1m 1\n", "-m 1\n", "m-1 5\n", "m.x 1\n", "m+1\n", "é 1\n", "\u{0}\n", "m{ 1\n", "m} 1\n", "m{a} 1\n",
    "m{a=} 1\n", "m{a=b} 1\n", "m{a=\"b} 1\n", "m{a=\"b\" 1\n", "m{a=\"b\"c=\"d\"} 1\n", "m{a=\"b\" c=\"d\"} 1\n", "m{a=\"b\",,} 1\n",
    "m{,} 1\n", "m{,a=\"b\"} 1\n", "m{a=\"b\"}{} 1\n", "m{a:b=\"c\"} 1\n", "m{1=\"c\"} 1\n", "m{a=\"\\t\"} 1\n", "m{a=\"\\",
    "m{a=\"\\\"} 1\n",
    "m{a=\"x\ny\"} 1\n", "m{\na=\"b\"} 1\n", "m{a=\"b\",a=\"b\"} 1\n", "m{a=\"b\",\"a\"=\"c\"} 1\n", "m{a=\"\",a=\"c\"} 1\n",
    "m{__name__=\"x\"} 1\n", "{} 1\n", "{a=\"b\"} 1\n", "{a=\"b\",\"m\"} 1\n", "{\"m\"=\"x\"} 1\n", "{\"\"} 1\n", "{\"m\" a=\"b\"} 1\n",
    "{\"m\"\n",
    "m{\"x\"} 1\n", "{\"m\",\"x\"} 1\n", "x{\"\"=\"b\"} 1\n", "{\"m\",,} 1\n", "# TYPE m\n", "# TYPE m bogus\n", "# TYPE m Counter\n",
    "# TYPE m counter x\n", "# TYPE m unknown\n", "# TYPE 1m counter\n", "# TYPE m.x counter\n", "# HELP 1m x\n", "# HELP \n", "# TYPE  \n",
    "# HELP \"m\n", "# HELP \"\" x\n", "m 1 2 3\n", "m\r1\n", "m 1\r 2\n", "m{a=\"b\"} 1 # {t=\"1\"} 2\n", "<html>\n", "m;1\n",
    "m\u{A0}1\n",
    "'m' 1\n", "m{a='b'} 1\n", "m{a=~\"b\"} 1\n", "\u{FEFF}m 1\n",
  ])
  func refuses(_ text: String) {
    let bytes = Array("ok 1\n".utf8) + Array(text.utf8)
    let error = #expect(throws: PrometheusTextError.self) { try PrometheusText.find([], in: bytes) }
    #expect(error?.line == 2)
    #expect(error.map { $0.message.utf8.allSatisfy { $0 != 0x0A && $0 != 0 } } == true)
  }

  @Test(
    arguments: [
      [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0x80],
    ] as [[UInt8]])
  func refusesInvalidUTF8(_ bad: [UInt8]) {
    for (head, tail) in [
      ("m{a=\"", "\"} 1\n"), ("{\"", "\"} 1\n"), ("m{\"", "\"=\"x\"} 1\n"), ("# HELP m ", "\n"), ("# TYPE \"", "\" gauge\n"),
    ] {
      #expect(throws: PrometheusTextError.self) {
        try PrometheusText.find([], in: Array(head.utf8) + bad + Array(tail.utf8))
      }
    }
  }

  @Test func finalNewlineCanBeAskedFor() throws {
    let selector = SeriesSelector(name: "m")
    for text in ["m 1\nm2 123", "m 1", "# x", "m 1\n "] {
      #expect(throws: PrometheusTextError.self) { try PrometheusText.find([selector], in: Array(text.utf8), finalNewline: .required) }
    }
    #expect(try PrometheusText.find([selector], in: Array("m 1\n".utf8), finalNewline: .required) == [.found(PrometheusSample(value: 1))])
    #expect(try PrometheusText.find([selector], in: [], finalNewline: .required) == [.absent])
  }

  @Test func messageStatesRuleLineAndCappedExcerpt() {
    let text = "a 1\r\n\nb \u{1B}[31m\(String(repeating: "é", count: 500))\n"
    let error = #expect(throws: PrometheusTextError.self) { try PrometheusText.find([], in: Array(text.utf8)) }
    #expect(error?.line == 3)
    #expect(error?.message.hasPrefix("a value is a decimal number, `NaN`, `+Inf` or `-Inf`; found `\\x1B[31m\\xC3") == true)
    #expect((error?.message.utf8.count ?? 9999) < 300)
  }

  @Test func namesAreChecked() {
    for name in ["a", "_", ":", "a1:_Z", "http_requests_total"] { #expect(PrometheusText.isValid(metricName: name)) }
    for name in ["", "1", "a-b", "a.b", "é", "a ", "a\n", "[", "@", "`", "{"] { #expect(!PrometheusText.isValid(metricName: name)) }
    for name in ["a", "_", "le", "A9"] { #expect(PrometheusText.isValid(labelName: name)) }
    for name in ["", "9", ":", "a:b", "__name__", "a-b", "é"] { #expect(!PrometheusText.isValid(labelName: name)) }
  }
}
