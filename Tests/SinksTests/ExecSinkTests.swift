import Foundation
import Governor
import Sinks
import Testing

/// Sinks whose program is a line of shell that keeps what it is given.
@Suite(.timeLimit(.minutes(3)))
struct ExecSinkTests {
  private static let fields = "fields:\n  n: s.n\n  t: s.t\n  b: s.b\n  at: s.w"

  /// A program that writes each request into a file, and answers with a text in which `$id` is the request's number and `|` ends a line.
  private func sink(_ answer: String, deletes: Bool = true, file: URL) throws -> Built<ExecSink> {
    let script =
      #"while read -r q; do printf "%s\n" "$q" >> "$FILE"; id=$(printf "%s" "$q" | sed "s/.*\"id\":\([0-9]*\).*/\1/"); printf "%s\n" "$1" | sed "s/\$id/$id/;s/|/\n/g"; done"#
    return try Built(
      ExecSink.self,
      """
      command: [sh, -c, '\(script)', sh, '\(answer)']
      environment: {FILE: \(file.path)}
      deletes: \(deletes)
      \(Self.fields)
      """)
  }

  private func with(_ answer: String, deletes: Bool = true, _ body: (Built<ExecSink>, () -> String) async throws -> Void) async throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("governor-exec-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    let sink = try sink(answer, deletes: deletes, file: file)
    try await body(sink) { (try? String(contentsOf: file, encoding: .utf8)) ?? "" }
    await sink.close()
  }

  @Test func rowsAndDeletions() async throws {
    try await with(#"{"id":$id,"written":2,"deleted":1}"#) { sink, asked in
      let result = await sink.write(sink.batch(["A \"q\"", "B", "C"], rows: [0, 2], deletions: [1]))
      #expect(result.fault == nil)
      #expect(result.written == 2 && result.deleted == 1 && result.failed == 0)
      let rows =
        #""rows":[{"entity":"A \"q\"","values":{"n":0.5,"t":"A \"q\"","b":true,"at":1769594400}},{"entity":"C","values":{"n":2.5,"t":"C","b":true,"at":1769594400}}]"#
      #expect(asked().hasSuffix("\"ask\":\"write\",\"policy\":\"test\",\(rows),\"delete\":[\"B\"]}\n"))
    }
  }

  @Test func rowsThatFailed() async throws {
    try await with(#"{"id":$id,"written":1,"deleted":0,"failed":[{"entity":"B","reason":"full"},{"entity":"C","reason":"gone"}]}"#) {
      sink, _ in
      let result = await sink.write(sink.batch(["A", "B", "C"], rows: [0, 1], deletions: [2]))
      #expect(result.written == 1 && result.deleted == 0 && result.failed == 2)
      #expect(result.failedRows == [1, 2])
      #expect(result.fault?.message == "failed with the row of `B`: it says `full`")
      #expect(result.fault?.place == "program `sh`")
    }
  }

  @Test func theReasonOfAFailedRowIsShownWithoutSecrets() async throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("hunter2-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    let sink = try sink(
      #"{"id":$id,"written":0,"deleted":0,"failed":[{"entity":"A","reason":"cannot log in at \#(file.path)"}]}"#, file: file)
    let result = await sink.write(sink.batch(["A"], rows: [0]))
    #expect(result.fault?.message == "failed with the row of `A`: it says `cannot log in at <redacted>`")
    await sink.close()
  }

  @Test(
    "answers that do not account for the rows",
    arguments: [
      (#"{"id":$id}"#, "answered without `written`"), (#"{"id":$id,"written":1}"#, "says that 1 are written, and 2 of them did not fail"),
      (#"{"id":$id,"written":"2"}"#, "says that a text are written, and 2 of them did not fail"),
      (#"{"id":$id,"written":1,"failed":[{"entity":"Z"}]}"#, "tells of a failed row that it was not given"),
      (#"{"id":$id,"written":1,"failed":[{"entity":"A"},{"entity":"A"}]}"#, "tells of a failed row twice"),
      (#"{"id":$id,"written":2,"failed":{}}"#, "gave `failed` that is an object and no array"), (#"{"id":$id,"error":"no"}"#, "says `no`"),
      (
        #"{"id":$id,"written":2,}"#,
        #"wrote `{"id":1,"written":2,}`, which is not JSON: column 21: the name of a member is wanted here, in quotes"#
      ),
    ])
  func unaccounted(_ answer: String, _ message: String) async throws {
    try await with(answer) { sink, _ in
      let result = await sink.write(sink.batch(["A", "B"]))
      #expect(result.written == 0 && result.failed == 2)
      #expect(result.fault?.message == message)
    }
  }

  @Test func linesBeforeTheAnswerAreSkipped() async throws {
    try await with(#"connecting|{"id":$id,"written":2,"deleted":0}"#) { sink, _ in
      for _ in 0..<3 { #expect(await sink.write(sink.batch(["A", "B"])).written == 2) }
    }
    try await with("ok") { sink, _ in
      let result = await sink.write(sink.batch(["A", "B"]), within: .seconds(4))
      #expect(result.written == 0 && result.failed == 2)
      #expect(
        result.fault?.message == "did not answer in time; it wrote `ok` instead, which is not JSON: column 1: a value is wanted here")
    }
  }

  @Test func oneThatDeletesNothing() async throws {
    try await with(#"{"id":$id,"written":1}"#, deletes: false) { sink, _ in
      let result = await sink.write(sink.batch(["A", "B"], rows: [0], deletions: [1]))
      #expect(result.written == 1 && result.deleted == 0 && result.failed == 1)
      #expect(result.fault?.message == "deletes nothing")
    }
    #expect(throws: (any Error).self) { try Built(ExecSink.self, "command: [sh]\nwhen_withheld: delete\n" + Self.fields) }
  }

  @Test func aPreviewStartsNothing() async throws {
    try await with("none") { sink, asked in
      #expect(
        sink.plugin.preview(sink.batch(["A", "B"], rows: [0], deletions: [1])) == [
          #"program `sh` write {"entity":"A","values":{"n":0.5,"t":"A","b":true,"at":1769594400}}"#, #"program `sh` delete "B""#,
        ])
      #expect(asked().isEmpty)
    }
  }
}
