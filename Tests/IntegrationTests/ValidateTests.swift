import Foundation
import Testing

/// `host validate` and `host explain-code` as a shell and a CI server see them.
@Suite struct ValidateTests {
  private static let good = "policy: good\nsinks: {out: {type: console, fields: {at: now}}}\n"
  private static let bad =
    "policy: bad\nevery: 10\nconnections: {redis: \"redis://u:hunter2@h/0\", b-d: \"redis://u:hunter2@h\"}\n"
    + "sinks: {out: {type: console, fields: {\"é日本\": now}}}\n"
  private static let warned =
    "policy: warned\nsources: {s: {type: static, fields: {x: {type: number}}, values: {x: 1}, stale_after: 30s}}\n"
    + "sinks: {out: {type: console, fields: {x: s.x}}}\n"

  /// Runs `host validate` with `folder` as the last word, on a folder with the given files.
  private func validate(
    _ arguments: [String] = [], files: [String: String], words: [String] = ["."], input: String? = nil, environment: [String: String] = [:]
  ) async throws -> HostProcess.Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "governor-validate-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for (path, text) in files {
      let file = folder.appending(path: path)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    var standardInput: FileHandle?
    if let input {
      let file = folder.appending(path: "input")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(input.utf8).write(to: file)
      standardInput = try FileHandle(forReadingFrom: file)
    }
    return try await HostProcess.run(["validate"] + arguments + words, environment: environment, input: standardInput, in: folder)
  }

  @Test func aFolderIsItsOwnPolicies() async throws {
    let files = [
      "b.yml": "policy: b" + Self.good.dropFirst("policy: good".count), "a.yaml": Self.good, "a_test.yaml": "x", ".hidden.yaml": "x",
      "notes.txt": "x", "sub/c.yaml": "x",
      "tests/a_test.yml": "x",
    ]
    let result = try await validate(files: files)
    #expect(result.code == 0)
    #expect(
      result.output
        == "./a.yaml: good: policy `good`, 0 sources, 0 values, 1 sink\n./b.yml: good: policy `b`, 0 sources, 0 values, 1 sink\n"
        + "\n2 policies: 2 good\n")
  }

  @Test func aFileIsCheckedOnceHoweverOftenItIsNamed() async throws {
    let result = try await validate(
      files: ["a.yaml": Self.good, "b.yaml": "policy: b" + Self.good.dropFirst("policy: good".count)],
      words: ["b.yaml", ".", "./a.yaml", "*.yaml"])
    #expect(result.output.split(separator: "\n").map { $0.prefix { $0 != ":" } } == ["b.yaml", "./a.yaml", "2 policies"])
  }

  @Test(arguments: [
    (["none"], "cannot read `none`"), (["empty/"], "the folder `empty/` holds no policy"), (["x*.yaml"], "no file matches `x*.yaml`"),
    (["a.yaml", "bad.yaml", "none"], "3 policies: 1 good, 1 bad, 1 not checked; 3 errors"),
  ]) func whatCannotBeCheckedEndsWithTwo(_ words: [String], _ told: String) async throws {
    let result = try await validate(files: ["a.yaml": Self.good, "bad.yaml": Self.bad, "empty/a.txt": ""], words: words)
    #expect(result.code == 2)
    #expect(result.output.contains(told), "\(result.output)")
  }

  @Test func warningsFailUnderStrictAlone() async throws {
    let passed = try await validate(files: ["w.yaml": Self.warned])
    #expect(passed.code == 0 && passed.output.contains("./w.yaml: good, with "), "\(passed.output)")
    let refused = try await validate(["--strict"], files: ["w.yaml": Self.warned])
    #expect(refused.code == 1 && refused.output.contains("refused by --strict"), "\(refused.output)")
  }

  @Test func standardInputIsAPolicy() async throws {
    let result = try await validate(files: [:], words: ["-"], input: Self.bad)
    #expect(result.code == 1)
    #expect(result.output.contains(" --> <stdin>:2:8") && result.output.hasSuffix("<stdin>: 2 errors\n"), "\(result.output)")
    let run = try await validate(files: [:], words: ["-"], input: Self.good)
    #expect(run.output.hasPrefix("<stdin>: good"))
  }

  /// The output is no terminal here, so nothing may colour it.
  @Test(arguments: [[:], ["NO_COLOR": "1"], ["TERM": "xterm-256color"]]) func colourIsForTerminals(_ environment: [String: String])
    async throws
  {
    #expect(try await validate(files: ["a.yaml": Self.bad], environment: environment).output.contains("\u{1B}") == false)
  }

  @Test func onATerminalThereIsColourUnlessItDisturbs() async throws {
    let command = "cd \(HostProcess.root.path) && printf 'every: 10' | \(HostProcess.binary.path) validate -"
    let coloured = try await HostProcess.onTerminal(command, environment: ["TERM": "xterm"])
    #expect(coloured.contains("\u{1B}[1;31m"), "\(coloured)")
    for environment in [["TERM": "xterm", "NO_COLOR": "1"], ["TERM": "dumb"]] {
      let plain = try await HostProcess.onTerminal(command, environment: environment)
      #expect(plain.contains("error[GV0103]") && !plain.contains("\u{1B}"), "\(plain)")
    }
    let machine = try await HostProcess.onTerminal(command + " --format junit", environment: ["TERM": "xterm"])
    #expect(machine.contains("<testsuites") && !machine.contains("\u{1B}"))
  }

  @Test(arguments: ["human", "json", "github", "sarif", "junit"]) func noFormatShowsAPassword(_ format: String) async throws {
    let result = try await validate(["--format", format], files: ["a.yaml": Self.bad])
    #expect(result.code == 1)
    #expect(result.output.contains("GV0109") && !result.output.contains("hunter2"), "\(result.output)")
  }

  /// The promise of docs/reference: its schema takes what the program prints.
  @Test(arguments: [[], ["--strict"]]) func theJSONFitsItsSchema(_ flags: [String]) async throws {
    let conflict = "policy: c\nevery: 10s\nevery: 20s\n"
    let files = ["good.yaml": Self.good, "bad.yaml": Self.bad, "warned.yaml": Self.warned, "conflict.yaml": conflict]
    let schema = try DraftSchema(contentsOf: HostProcess.root.appending(path: "docs/reference/validate-json.schema.json"))
    for words in [["."], [".", "none", "x*"], ["good.yaml"]] {
      let result = try await validate(["--format", "json"] + flags, files: files, words: words)
      let document = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
      #expect(schema.faults(document) == [])
      #expect((document as? [String: Any])?["exit_code"] as? Int32 == result.code)
      #expect(result.output.last == "\n" && result.output.dropLast().contains("\n") == false)
    }
  }

  @Test func aWrongCommandIsSuggestedARightOne() async throws {
    for (word, help) in [
      ("rum", "did you mean `run`?"), ("p.yaml", "write `host validate p.yaml`"), ("zzz", "the commands are `config`, `demo`"),
    ] {
      let result = try await HostProcess.run([word])
      #expect(result.code == 64 && result.output.isEmpty)
      #expect(result.errors.contains("`\(word)` is not a command") && result.errors.contains(help), "\(result.errors)")
    }
    #expect(try await HostProcess.run(["validate", "--format", "xml", "a"]).code == 64)
  }

  @Test func codesAreExplained() async throws {
    let page = try await HostProcess.run(["explain-code", "gv0107"])
    #expect(page.code == 0 && page.output.hasPrefix("GV0107: only known fields are written\n") && page.output.contains("Wrong:"))
    let list = try await HostProcess.run(["explain-code"])
    #expect(list.code == 0 && list.output.hasPrefix("GV0001  ") && list.output.contains("\nGV0315  "))
    let unknown = try await HostProcess.run(["explain-code", "GV0170"])
    #expect(unknown.code == 64 && unknown.errors.contains("did you mean `GV0107`?"))
  }

  @Test(arguments: ["/dev/stdin", "/dev/fd/0", "-"]) func noPolicyExtendsAStream(path: String) async throws {
    try await Folder.with(["policy.yaml": "policy: mine\nextends: \(path)\n"]) { folder in
      // Whoever keeps standard input open would keep its reader waiting.
      let script = "cd \"$FOLDER\" && mkfifo pipe && exec 3<>pipe && timeout 60 \"$HOST\" validate policy.yaml <pipe; echo $?"
      let result = try await HostProcess.shell(script, environment: ["HOST": HostProcess.binary.path, "FOLDER": folder.path])
      #expect(result.output.hasSuffix("\n1\n") && result.output.contains("GV0"), "\(result.output)\(result.errors)")
    }
  }

  @Test func aBadPolicyIsToldInJSONLinesWhereTheLogIsJSON() async throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "governor-\(UUID().uuidString).yaml").path
    try Self.bad.write(toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let result = try await HostProcess.run(["run", path, "--log-format", "json", "--log-level", "critical"])
    #expect(result.code == 78 && result.output.isEmpty && !result.errors.contains("hunter2"))
    let lines = try result.errors.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    #expect(lines.map { $0["code"] as? String } == ["GV0103", "GV0109"])
    let first = try #require(lines.first)
    #expect(first["level"] as? String == "error" && first["file"] as? String == path)
    #expect(first["line"] as? Int == 2 && first["column"] as? Int == 8 && first["help"] is String)
  }

  @Test func bashCompletesCommandsAndPolicyFiles() async throws {
    let script = """
      source <(\(HostProcess.binary.path) --generate-completion-script bash)
      complete() {
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMP_POINT=${#COMP_LINE} COMPREPLY=()
        COMP_WORDS=("$@"); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}; COMP_TYPE=9; COMP_KEY=9
        _host "$1" "${@: -1}" "${@: -2:1}"; printf '%s|' "${COMPREPLY[@]}"; echo
      }
      complete host val
      complete host validate policies/p
      complete host validate --format gi
      complete host explain-code GV010
      complete host config policies/p
      PATH="\(HostProcess.binary.deletingLastPathComponent().path):$PATH"
      complete host plugins redis_h
      """
    let shell = try await HostProcess.shell(script)
    let lines = shell.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(shell.code == 0 && lines.count >= 6, "\(shell.output)\(shell.errors)")
    #expect(lines[0] == "validate|")
    #expect(lines[1].contains("policies/p28.yaml|"))
    #expect(lines[2] == "github|")
    #expect(lines[3].contains("GV0107|"))
    #expect(lines[4].contains("policies/p28.yaml|"))
    #expect(lines[5] == "redis_hash|")
  }
}
