import Governor
import Policy
import TestSupport
import Testing

@testable import Sources

@Suite(.timeLimit(.minutes(3)))
struct PrometheusSourceTests {
  /// One series, `heat_normalized` with the label `zone`, held to its range.
  private func source(_ url: String, _ metrics: String = "a: {name: heat, labels: {zone: a b}, range: [0, 1], outside: clamp}") throws
    -> Built<PrometheusSource>
  {
    try Built(PrometheusSource.self, "url: \(url)\nmetrics:\n  \(metrics)")
  }

  private static func reply(_ body: String, head: String = "HTTP/1.1 200 OK") -> RawServer.Script {
    { _, connection in
      while connection.request() != nil {
        connection.send("\(head)\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
      }
    }
  }

  @Test(
    "the series by its exact name and labels",
    arguments: [
      ("heat{zone=\"a b\"} 0.25\n", "0.25", RecordBatch.RowState.present), ("heat{zone=\"a b\"} 7\n", "1.0", .present),
      ("heat{zone=\"a b\"} -3\n", "0.0", .present), ("heat{zone=\"a b\"} 0.5 1395066363000", "0.5", .present),
      ("# TYPE heat gauge\nheat_total{zone=\"a b\"} 0.1\nheat 0.2\nheat{zone=\"b\"} 0.3\nheat{zone=\"a b\",x=\"y\"} 0.4\n", nil, .absent),
      ("", nil, .absent), ("heat{zone=\"a b\"} NaN\n", nil, .invalid), ("heat{zone=\"a b\"} +Inf\n", nil, .invalid),
      ("heat{zone=\"a b\"} -Inf\n", nil, .invalid), ("heat{zone=\"a b\"} 0.1\nheat{zone=\"a b\"} 0.2\n", nil, .invalid),
      ("other{a=\"x y\"} 1\nheat{zone=\"a b\"} 5e-1\r\n", "0.5", .present),
    ] as [(String, String?, RecordBatch.RowState)])
  func series(_ body: String, _ value: String?, _ state: RecordBatch.RowState) async throws {
    try await RawServer.with(Self.reply(body)) { server in
      let source = try source(server.url)
      let records = try await source.read().records
      #expect(records.states == [state])
      if state == .present { #expect(records.shown() == [value]) }
      await source.close()
    }
  }

  @Test func manySeriesFromOneScrape() async throws {
    let body = "a 1\nb{x=\"1\"} 2\nc_bucket{le=\"+Inf\"} 3\n"
    try await RawServer.with(Self.reply(body)) { server in
      let source = try source(
        server.url,
        "a: {name: a}\n  b: {name: b, labels: {x: \"1\"}}\n  c: {name: c_bucket, labels: {le: \"+Inf\"}}\n  d: {name: d, optional: true}")
      for _ in 0..<3 { #expect(try await source.read().records.shown() == ["1.0", "2.0", "3.0", nil]) }
      // One connection serves them all.
      #expect(server.accepted == 1)
      await source.close()
    }
  }

  @Test func oneOfTwoIsNotThere() async throws {
    try await RawServer.with(Self.reply("a 1\n")) { server in
      let source = try source(server.url, "a: {name: a}\n  b: {name: b}")
      let records = try await source.read().records
      #expect(records.states == [.invalid])
      #expect(records.firstFault == "field `b` is not there")
      await source.close()
    }
  }

  @Test(
    "answers that are no metrics",
    arguments: [
      ("HTTP/1.1 500 Oops", "heat{zone=\"a b\"} 0.5\n", PluginFault.Kind.unreachable, "500"),
      ("HTTP/1.1 404 Not Found", "", .unreachable, "404"),
      ("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/", "", .unreachable, ""),
      ("HTTP/1.1 200 OK", "<html><body>heat{zone=\"a b\"} 0.5</body></html>", .invalid, "line 1"),
      ("HTTP/1.1 200 OK", "heat{zone=\"a b\"} 0.5\nbroken line\n", .invalid, "line 2"), ("SSH-2.0-OpenSSH", "", .unreachable, ""),
    ])
  func refused(_ head: String, _ body: String, _ kind: PluginFault.Kind, _ text: String) async throws {
    try await RawServer.with(Self.reply(body, head: head)) { server in
      let source = try source(server.url)
      let fault = await #expect(throws: PluginFault.self) { _ = try await source.read() }
      #expect(fault?.kind == kind)
      #expect(fault?.message.contains(text) == true || text.isEmpty)
      await source.close()
    }
  }

  /// `m 1\n`, written by `gzip -n`.
  private static let zipped: [UInt8] = [
    0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03, 0xCB, 0x55, 0x30, 0xE4, 0x02, 0x00, 0x8E, 0x58, 0xCD, 0xF6, 0x04, 0x00,
    0x00, 0x00,
  ]

  @Test func whatIsLookedForIsNamedWithItsLabels() throws {
    func origin(_ metrics: String) throws -> String? {
      try source("http://localhost/metrics", metrics).declaration.configuration.origin(under: [])
    }
    #expect(
      try origin("a: {name: age, labels: {queue: alpha, zone: b}}\n  b: {name: age, labels: {queue: beta}}")
        == "no series `age{queue=\"alpha\",zone=\"b\"}`, `age{queue=\"beta\"}` with just these labels on the page")
    #expect(try origin("a: {name: age}") == "no series `age` without labels on the page")
    let long = try #require(try origin("a: {name: age, labels: {queue: \(String(repeating: "x", count: 500))}}"))
    #expect(long.hasPrefix("no series `age{queue=\"xxxx") && long.hasSuffix("xxxx…` with just these labels on the page"))
    #expect(long.count < 200)
  }

  @Test(
    "a selector is no name",
    arguments: [
      ("queue_age{queue=\"alpha\", zone = \"b c\"}", "write `name: queue_age, labels: {queue: \"alpha\", zone: \"b c\"}`"),
      ("queue_age{}", "write `name: queue_age, labels: {}`"),
      ("queue_age{queue=~\"al.*\"}", "write the name alone, and its labels as `labels: {zone: a}`"),
      ("queue_age{queue=\"a\\\\b\"}", "write the name alone, and its labels as `labels: {zone: a}`"),
      ("queue age", "write the name alone, and its labels as `labels: {zone: a}`"),
      ("queue_age}{", "write the name alone, and its labels as `labels: {zone: a}`"), ("app.age:5m", nil), ("日本", nil),
    ] as [(String, String?)])
  func names(_ name: String, _ help: String?) {
    var fault: FieldFault?
    do { _ = try SeriesName.checked(name) } catch { fault = error as? FieldFault }
    #expect(fault?.help == help)
  }

  @Test func gzip() async throws {
    let script: RawServer.Script = { _, connection in
      while let request = connection.request() {
        guard request.lowercased().contains("accept-encoding:") else { return }
        connection.send("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(Self.zipped.count)\r\n\r\n")
        connection.send(Self.zipped)
      }
    }
    try await RawServer.with(script) { server in
      let source = try source(server.url, "m: {name: m}")
      #expect(try await source.read().records.shown() == ["1.0"])
      await source.close()
    }
  }

  /// A body of unknown length that was cut in a number would read as another number.
  @Test(arguments: [("heat{zone=\"a b\"} 0.25", false), ("heat{zone=\"a b\"} 0.25\n", true)])
  func aBodyThatEndsWithTheConnection(_ body: String, _ isTaken: Bool) async throws {
    let script: RawServer.Script = { _, connection in
      if connection.request() != nil { connection.send("HTTP/1.0 200 OK\r\n\r\n\(body)") }
    }
    try await RawServer.with(script) { server in
      let source = try source(server.url)
      let value = try? await source.read().records.shown()
      #expect(value == (isTaken ? ["0.25"] : nil))
      await source.close()
    }
  }

  @Test func aServerThatDoesNotAnswer() async throws {
    try await RawServer.with({ _, connection in connection.awaitClose() }) { server in
      let source = try source(server.url)
      let fault = await #expect(throws: PluginFault.self) { _ = try await source.read(within: .milliseconds(100)) }
      #expect(fault?.kind == .unreachable)
      await source.close()
    }
  }

  @Test func buildingContactsNothingAndFaultsShowNoPassword() async throws {
    try await RawServer.with(Self.reply("", head: "HTTP/1.1 401 No")) { server in
      let source = try source("http://user:hunter2@127.0.0.1:\(server.port)/metrics?token=hunter2")
      await source.close()
      #expect(server.accepted == 0)
      let fault = await #expect(throws: PluginFault.self) { _ = try await source.read() }
      #expect(fault.map { !"\($0)".contains("hunter2") } == true)
      #expect(server.accepted == 0)
    }
  }
}
