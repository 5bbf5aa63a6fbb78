import Testing

@testable import Exposition

@Suite struct NegotiationTests {
  private static let prometheus2 =
    "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1"
  private static let prometheus3 =
    "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,"
    + "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2"

  @Test(arguments: [
    (prometheus2, ExpositionFormat.openMetrics), (prometheus3, .openMetrics),
    ("application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.7," + prometheus2, .openMetrics),
    ("*/*", .prometheusText), ("", .prometheusText), (" ", .prometheusText), (",", .prometheusText),
    ("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8", .prometheusText),
    ("application/json", .prometheusText), ("text/plain", .prometheusText), ("text/*", .prometheusText),
    ("application/openmetrics-text", .openMetrics), ("APPLICATION/OpenMetrics-Text; Version=1.0.0", .openMetrics),
    ("application/openmetrics-text; version=\"1.0.0\"", .openMetrics), ("application/*", .openMetrics),
    ("application/openmetrics-text, */*", .openMetrics), ("*/*, application/openmetrics-text", .openMetrics),
    ("text/plain, */*", .prometheusText), ("application/openmetrics-text;version=2.0.0", .prometheusText),
    ("application/openmetrics-text;version=0.0.1,text/plain;q=0.5", .prometheusText),
    ("application/openmetrics-text;q=0.2,text/plain;q=0.3", .prometheusText),
    ("application/openmetrics-text;q=0.3,text/plain;q=0.2", .openMetrics),
    ("application/openmetrics-text;q=0.5,text/plain;q=0.5", .prometheusText),
    ("application/openmetrics-text;q=0.5,*/*;q=0.8", .prometheusText), ("text/plain;q=0,*/*", .openMetrics),
    ("application/openmetrics-text;q=0,*/*;q=0", .prometheusText), ("application/openmetrics-text;q=0", .prometheusText),
    // What is malformed was not said.
    ("application/openmetrics-text;q=2", .prometheusText), ("application/openmetrics-text;q=nan", .prometheusText),
    ("application/openmetrics-text;q=", .prometheusText), ("application/openmetrics-text;q", .prometheusText),
    ("text/plain;a=\"x,application/openmetrics-text\"", .prometheusText), ("text/plain;a=\"\\\",b\",application/*;q=0.1", .prometheusText),
  ])
  func theFormatIsWhatTheClientWants(_ accept: String, _ format: ExpositionFormat) {
    #expect(ExpositionFormat(accept: accept) == format)
  }

  @Test func withoutAHeaderItIsPrometheusText() {
    #expect(ExpositionFormat(accept: nil) == .prometheusText)
  }

  @Test(arguments: [
    ("gzip", true), ("x-gzip", true), ("GZIP", true), ("deflate, gzip;q=1.0, *;q=0.5", true), ("*", true), ("gzip, identity", true),
    ("gzip;q=0.5, identity;q=0.5", true), ("gzip;q=0", false), ("gzip;q=0.0, *", false), ("identity", false), ("deflate, br", false),
    ("gzip;q=0.4, identity;q=0.5", false), ("*;q=0", false), ("", false), ("gzip;q=x", false),
  ])
  func gzipGoesToThoseWhoTakeIt(_ header: String, _ isTaken: Bool) {
    #expect(ExpositionAnswer.wantsGzip(header) == isTaken)
    #expect(ExpositionAnswer([], accept: nil, acceptEncoding: header).contentEncoding == (isTaken ? "gzip" : nil))
  }

  @Test func theHeadersSayWhatTheBodyIs() {
    let families = [MetricFamily("up_total", .counter, help: "Up.", samples: [.init(.count(1))])]
    let plain = ExpositionAnswer(families, accept: nil, acceptEncoding: nil)
    #expect(plain.contentType == "text/plain; version=0.0.4; charset=utf-8" && plain.contentEncoding == nil)
    #expect(plain.body == ExpositionWriter.text(families, .prometheusText))
    let open = ExpositionAnswer(families, accept: Self.prometheus2, acceptEncoding: "gzip")
    #expect(open.contentType == "application/openmetrics-text; version=1.0.0; charset=utf-8" && open.contentEncoding == "gzip")
    #expect(unpacked(open.body, room: 1000) == ExpositionWriter.text(families, .openMetrics))
  }

  @Test(arguments: [0, 1, 100, 65_536, 3_000_000]) func gzipGivesBackWhatWasPutIn(_ count: Int) throws {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ ($0 >> 7)) }
    let packed = try #require(Gzip.compressed(bytes))
    #expect(packed.starts(with: [0x1F, 0x8B, 0x08]))
    #expect(unpacked(packed, room: count + 1) == bytes)
  }
}
