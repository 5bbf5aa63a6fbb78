import Testing

@testable import Sources

@Suite struct LookupTests {
  /// The shapes of the example in the Prometheus documentation.
  static let page = """
    # HELP http_requests_total The total number of HTTP requests.
    # TYPE http_requests_total counter
    http_requests_total{method="post",code="200"} 1027 1395066363000
    http_requests_total{method="post",code="400"}    3 1395066363000

    # Escaping in label values:
    msdos_file{path="C:\\\\DIR\\\\FILE.TXT",error="Cannot find file:\\n\\"FILE.TXT\\""} 1.458255915e9
    {"my.dotted.metric", "error.message"="Not Found"} 4
    {"na\\\\me\\n\\"x\\""} 6
    metric_without_timestamp_and_labels 12.47
    something_weird{problem="division by zero"} +Inf -3982045
    # TYPE h histogram
    h_bucket{le="0.1"} 33444
    h_bucket{le="+Inf"} 144320
    h_sum 53423
    h_count 144320
    # TYPE rpc summary
    rpc{quantile="0.99"} NaN
    twice{a="1",b="2"} 1
    twice{b="2",a="1"} 1
    # EOF

    """

  @Test func findsEverySort() throws {
    let wanted: [(SeriesSelector, SeriesMatch)] = [
      (
        SeriesSelector(name: "http_requests_total", labels: ["code": "200", "method": "post"]),
        .found(PrometheusSample(value: 1027, timestampMilliseconds: 1_395_066_363_000))
      ),
      (SeriesSelector(name: "http_requests_total"), .absent),
      (SeriesSelector(name: "http_requests_total", labels: ["code": "200"]), .absent),
      (
        SeriesSelector(name: "msdos_file", labels: ["path": "C:\\DIR\\FILE.TXT", "error": "Cannot find file:\n\"FILE.TXT\"", "none": ""]),
        .found(PrometheusSample(value: 1_458_255_915))
      ),
      (SeriesSelector(name: "my.dotted.metric", labels: ["error.message": "Not Found"]), .found(PrometheusSample(value: 4))),
      (SeriesSelector(name: "na\\me\n\"x\""), .found(PrometheusSample(value: 6))),
      (
        SeriesSelector(name: "something_weird", labels: ["problem": "division by zero"]),
        .found(PrometheusSample(value: .infinity, timestampMilliseconds: -3_982_045))
      ),
      (SeriesSelector(name: "h_bucket", labels: ["le": "0.1"]), .found(PrometheusSample(value: 33444))),
      (SeriesSelector(name: "h_bucket", labels: ["le": "0.10"]), .absent),
      (SeriesSelector(name: "h_bucket", labels: ["le": "+Inf"]), .found(PrometheusSample(value: 144_320))),
      (SeriesSelector(name: "h_sum"), .found(PrometheusSample(value: 53423))),
      (SeriesSelector(name: "twice", labels: ["a": "1", "b": "2"]), .duplicate),
      (SeriesSelector(name: "twice", labels: ["b": "2", "a": "1"]), .duplicate),
      (SeriesSelector(name: "EOF"), .absent),
      (SeriesSelector(name: ""), .absent),
    ]
    #expect(try PrometheusText.find(wanted.map(\.0), in: Array(Self.page.utf8)) == wanted.map(\.1))
  }

  @Test func quotedAndBareNamesAreTheSameSeries() throws {
    let text = "m{a=\"b\"} 1\n{\"m\",\"a\"=\"b\"} 1\n"
    #expect(try PrometheusText.find([SeriesSelector(name: "m", labels: ["a": "b"])], in: Array(text.utf8)) == [.duplicate])
  }

  /// Swift's strings call the two forms of é equal; Prometheus does not.
  @Test func comparesBytesNotUnicodeForms() throws {
    let (one, two) = ("\u{E9}", "e\u{301}")
    let first = SeriesSelector(name: "m", labels: ["a": one])
    let second = SeriesSelector(name: "m", labels: ["a": two])
    #expect(first != second)
    let text = "m{a=\"\(one)\"} 1\nm{a=\"\(two)\"} 2\n"
    let found = try PrometheusText.find([second, first], in: Array(text.utf8))
    #expect(found == [.found(PrometheusSample(value: 2)), .found(PrometheusSample(value: 1))])
  }

  @Test func boundariesOfNamesAndValuesAreKept() throws {
    let text = "m{a=\"b,c=\\\"d\\\"\"} 1\nm{a=\"bc\"} 2\nma{b=\"c\"} 3\n"
    let wanted = [SeriesSelector(name: "m", labels: ["a": "b", "c": "d"]), SeriesSelector(name: "m", labels: ["ab": "c"])]
    #expect(try PrometheusText.find(wanted, in: Array(text.utf8)) == [.absent, .absent])
  }

  @Test func selectorsTellWhetherTheyCanStandInAText() {
    #expect(SeriesSelector(name: "any name").isValid)
    #expect(!SeriesSelector(name: "").isValid)
    #expect(!SeriesSelector(name: "m", labels: ["": "x"]).isValid)
    #expect(!SeriesSelector(name: "m", labels: ["__name__": "x"]).isValid)
    #expect(SeriesSelector(name: "m", labels: ["a": ""]) == SeriesSelector(name: "m"))
  }

  @Test func manyLabelsInAnyOrder() throws {
    let labels = Dictionary(uniqueKeysWithValues: (0..<300).map { ("l\($0)", "v\($0)") })
    let written = labels.map { "\($0.key)=\"\($0.value)\"" }.joined(separator: ",")
    let wanted = [SeriesSelector(name: "m", labels: labels)]
    #expect(try PrometheusText.find(wanted, in: Array("m{\(written)} 9\n".utf8)) == [.found(PrometheusSample(value: 9))])
    #expect(throws: PrometheusTextError.self) { try PrometheusText.find(wanted, in: Array("m{\(written),l7=\"\"} 9\n".utf8)) }
  }
}
