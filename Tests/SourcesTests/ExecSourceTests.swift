import Foundation
import Governor
import Policy
import Sources
import Testing

/// Sources whose program is a line of shell: what it answers stands in the test.
@Suite(.timeLimit(.minutes(3)))
struct ExecSourceTests {
  private static let load =
    "fields:\n  load: {type: number, range: [0, 1]}\n  name: {type: text, optional: true}\n  on: {type: boolean, optional: true}"

  /// A source whose program answers each question with a text in which `$id` is the question's number and `|` ends a line.
  private func source(_ answer: String, _ rest: String = load, entities: Built<ExecSource>.Entities = .none) throws -> Built<ExecSource> {
    let script =
      #"while read -r q; do id=$(printf "%s" "$q" | sed "s/.*\"id\":\([0-9]*\).*/\1/"); printf '%s\n' "$1" | sed "s/\$id/$id/g;s/|/\n/g"; done"#
    return try Built(
      ExecSource.self,
      """
      command: [sh, -c, \(Self.quoted(script)), sh, \(Self.quoted(answer))]
      environment: {TOKEN: hunter2}
      \(rest)
      """, entities: entities)
  }

  private static func quoted(_ text: String) -> String { "'" + text.replacingOccurrences(of: "'", with: "''") + "'" }

  private func fault(_ answer: String, _ rest: String = load) async throws -> PluginFault? {
    let source = try source(answer, rest, entities: rest.contains("finds_entities") ? .itself : .none)
    defer { Task { await source.close() } }
    do throws(PluginFault) {
      _ = try await source.read()
      return nil
    } catch {
      return error
    }
  }

  @Test func aRecordByTheRulesOfEverySource() async throws {
    let source = try source(#"{"id":$id,"records":[{"load":0.250,"name":"日本","on":true,"other":[1]}]}"#)
    for _ in 0..<3 { #expect(try await source.read().records.shown() == ["0.25", "日本", "1.0"]) }
    await source.close()
  }

  @Test(
    "values that are none of their fields'",
    arguments: [
      (#"{"load":1.5}"#, "field `load`: `1.5` lies outside [0, 1]"), (#"{"load":1e999}"#, "field `load`: `1e999` is not a number"),
      (#"{"load":"nan"}"#, "field `load`: `nan` is not a number"), (#"{"load":true}"#, "field `load`: `true` is not a number"),
      (#"{"load":[1]}"#, "field `load`: an array is not a number"), (#"{"load":null}"#, "absent"),
      (#"{"load":"0.5"}"#, nil), (#"{"load":5e-1}"#, nil), (#"{"load":0.5,"name":null}"#, nil),
      (#"{"load":0.5,"on":1}"#, nil),
      ("{}", "absent"), ("null", "absent"),
    ] as [(String, String?)])
  func values(_ record: String, _ fault: String?) async throws {
    let source = try source("{\"id\":$id,\"records\":[\(record)]}")
    let records = try await source.read().records
    if fault == "absent" {
      #expect(records.states == [.absent])
    } else {
      #expect(records.firstFault == fault)
      #expect(records.states == [fault == nil ? .present : .invalid])
    }
    await source.close()
  }

  @Test(
    "answers that are none",
    arguments: [
      (#"{"id":$id,"error":"no model\nyet"}"#, PluginFault.Kind.unreachable, "says `no model\\nyet`"),
      (#"{"id":$id,"error":7}"#, .invalid, "answered with an `error` that is a number and no text"),
      (
        #"{"id":$id,"records":[{"load":NaN}]}"#, .invalid,
        #"wrote `{"id":1,"records":[{"load":NaN}]}`, which is not JSON: column 28: JSON has no NaN and no infinities"#
      ),
      (
        #"{"records":[{"load":1,"load":2}],"id" : $id}"#, .invalid,
        #"wrote `{"records":[{"load":1,"load":2}],"id" : 1}`, which is not JSON: column 23: the member `load` stands there twice"#
      ),
      (
        #"{"id":$id,"token":"hunter2","hunter2":1,"hunter2":1,"and":"much more"}"#, .invalid,
        #"wrote `{"id":1,"token":"<redacted>","<redacted>":1,"<redacted>":1,"…`, which is not JSON: column 39: the member `<redacted>` stands there twice"#
      ),
      (#"{"id":"$id","records":[]}"#, .invalid, "answered with an `id` that is a text and no whole number"),
      (#"{"id":$id,"error":"bad token hunter2"}"#, .unreachable, "says `bad token <redacted>`"),
      (#"{"id":$id}"#, .invalid, "gave no `records`"),
      (#"{"id":$id,"records":{}}"#, .invalid, "gave `records` that are an object and no array"),
      (#"{"id":$id,"records":[]}"#, .invalid, "gave 0 records where 1 were asked for"),
      (#"{"id":$id,"records":[1]}"#, .invalid, "gave a record that is a number and no object"),
    ])
  func refused(_ answer: String, _ kind: PluginFault.Kind, _ message: String) async throws {
    let fault = try await fault(answer)
    #expect(fault?.kind == kind)
    #expect(fault?.message == message)
    #expect(fault?.place == "program `sh`")
  }

  @Test(
    "lines that are no answer, so that one is waited for",
    arguments: [
      ("Traceback \u{200B} hunter2", "`Traceback \\u{200b} <redacted>` instead, which is not JSON: column 1: a value is wanted here"),
      ("[$id]", "`[1]` instead, which is an array, and an answer is an object"),
      (#"{"records":[]}"#, #"`{"records":[]}` instead, which has no `id`"#),
      (#"{"id":"x"}"#, #"`{"id":"x"}` instead, whose `id` is a text and no whole number"#),
      (#"{"id":9}"#, #"`{"id":9}` instead, which answers question 9, and the last one was 1"#),
      (#"{"id":12,"load":NaN}"#, #"`{"id":12,"load":NaN}` instead, which is not JSON: column 17: JSON has no NaN and no infinities"#),
      (
        String(repeating: "x", count: 100_000),
        "`\(String(repeating: "x", count: 60))…` instead, which is not JSON: column 1: a value is wanted here"
      ),
    ])
  func strays(_ line: String, _ words: String) async throws {
    let source = try source(line)
    let fault = await #expect(throws: PluginFault.self) { _ = try await source.read(within: .seconds(4)) }
    #expect(fault?.kind == .invalid)
    #expect(fault?.message == "did not answer in time; it wrote " + words)
    await source.close()
  }

  @Test func theAnswerBehindOtherLines() async throws {
    let source = try source(
      #"loading|[1, 2]|{"level":"info"}|{"id":0,"records":[{"load":1}]}|{"id":$id,"records":[{"load":0.5}]}|behind"#)
    for _ in 0..<3 { #expect(try await source.read().records.shown() == ["0.5", nil, nil]) }
    await source.close()
  }

  @Test func theHelpIsAboutTheProgram() async throws {
    let source = try Built(ExecSource.self, "command: [./no-such-program]\n\(Self.load)")
    let fault = await #expect(throws: PluginFault.self) { _ = try await source.read() }
    #expect(fault?.kind == .unreachable)
    #expect(fault?.message == "cannot be started: no such file or directory")
    #expect(fault?.help?.hasPrefix("the program is there and may be executed") == true)
    await source.close()
    let ended = try Built(ExecSource.self, "command: [sh, -c, exit 3]\n\(Self.load)")
    let end = await #expect(throws: PluginFault.self) { _ = try await ended.read() }
    #expect(end?.help == "the program answers within `timeout`, and what it writes on its standard error")
    await ended.close()
  }

  @Test func aLateLineOfAnEarlierQuestionIsNotTaken() async throws {
    // Each answer comes with those to all questions before it.
    let script =
      #"i=0; while read -r q; do i=$((i+1)); printf '{"id":%d,"records":[{"load":0}]}\n{"id":%d,"records":[{"load":0.5}]}\n' $((i-1)) $i; done"#
    let late = try Built(ExecSource.self, "command: [sh, -c, \(Self.quoted(script))]\n\(Self.load)")
    for _ in 0..<3 { #expect(try await late.read().records.shown() == ["0.5", nil, nil]) }
    await late.close()
  }

  @Test func whatIsAsked() async throws {
    // The program gives the question back as a text.
    let script =
      #"while read -r q; do id=$(printf "%s" "$q" | sed "s/.*\"id\":\([0-9]*\).*/\1/"); printf '{"id":%d,"records":[{"t":"%s"},null]}\n' "$id" "$(printf '%s' "$q" | sed 's/["\\]/\\&/g')"; done"#
    let source = try Built(
      ExecSource.self,
      "command: [sh, -c, \(Self.quoted(script))]\nkey: app:{symbol}\nfields:\n  t: {type: text, optional: true}\n  n: {type: number, optional: true}",
      entities: .others)
    let reading = try await source.read(["A", "b \"c"], wanted: [0])
    #expect(reading.records.states == [.present, .absent])
    let question = try #require(reading.records.shown(0)[0])
    #expect(question.hasPrefix(#"{"version":1,"id":1,"timeout_ms":"#))
    #expect(
      question.hasSuffix(
        #""ask":"read","fields":{"t":"text","n":"number"},"wanted":["t"],"entities":["A","b \"c"],"keys":["app:A","app:b \"c"]}"#))
    await source.close()
  }

  @Test("an optional field of another kind costs no more than itself", arguments: ["7", "true", "[1]", "{}"])
  func optional(_ name: String) async throws {
    let source = try source(#"{"id":$id,"records":[{"load":0.5,"name":\#(name)}]}"#)
    let records = try await source.read().records
    #expect(records.states == [.present] && records.shown() == ["0.5", nil, nil])
    #expect(records.unusableFields == 1 && records.firstFault?.hasPrefix("field `name`: ") == true)
    await source.close()
  }

  @Test(
    "records that say whose they are",
    arguments: [
      (#"["A","B"]"#, true), ("null", true), (#"["B","A"]"#, false), (#"["A"]"#, false), (#"["A","B","C"]"#, false), (#""A""#, false),
      (#"[1,"B"]"#, false),
    ]) func whose(_ entities: String, isGood: Bool) async throws
  {
    let source = try source(
      #"{"id":$id,"entities":\#(entities),"records":[{"load":0.1},{"load":0.9}]}"#, "key: app:{symbol}\n" + Self.load, entities: .others)
    let message = "gave `entities` that are not those of the question in their order, by which records are taken"
    do throws(PluginFault) {
      let records = try await source.read(["A", "B"], wanted: [0]).records
      #expect(isGood && records.shown(1).first == "0.9")
    } catch {
      #expect(!isGood && error.message == message)
    }
    await source.close()
  }

  @Test func entitiesThatTheProgramFinds() async throws {
    let finds = "finds_entities: true\nfields:\n  load: {type: number, optional: true}"
    let source = try source(
      #"{"id":$id,"entities":["B","A","bad:one","","C"],"records":[{"load":1},null,{"load":9},{"load":9},{}]}"#, finds, entities: .itself)
    let reading = try await source.read()
    #expect((0..<3).map { reading.entities?.name($0) } == ["B", "A", "C"])
    #expect(reading.records.states == [.present, .present, .present])
    #expect(reading.records.shown(0) == ["1.0"] && reading.records.shown(1) == [nil])
    #expect(reading.skippedKeys == 2)
    await source.close()
    let cases = [
      (#"{"id":$id,"records":[]}"#, "gave no `entities`"), (#"{"id":$id,"entities":["A"],"records":[]}"#, "gave 1 entities and 0 records"),
      (#"{"id":$id,"entities":["A","A"],"records":[null,null]}"#, "gave the entity `A` twice"),
      (#"{"id":$id,"entities":[1],"records":[null]}"#, "gave an entity that is a number and no text"),
    ]
    for (answer, message) in cases {
      let fault = try await fault(answer, finds)
      #expect(fault?.kind == .invalid)
      #expect(fault?.message == message)
    }
  }

  @Test func pathsCountFromThePolicy() throws {
    // Two policies with the same words in two folders run two programs: they must not be taken for one.
    let body = "command: [./score]\nfields:\n  load: {type: number}"
    let here = try Built(ExecSource.self, body, path: "a/policy.yaml")
    let there = try Built(ExecSource.self, body, path: "b/policy.yaml")
    let again = try Built(ExecSource.self, body, path: "a/other.yaml")
    #expect(here.declaration.identity != there.declaration.identity)
    #expect(here.declaration.identity == again.declaration.identity)
  }
}
