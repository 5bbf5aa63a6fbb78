public import Diagnostics
internal import Foundation
public import Governor
public import Policy

/// A policy file as a command names it.
public enum PolicyFile {
  /// Reads and checks a file. A file that cannot be read is a finding with the code `fileUnreadable`.
  public static func load(
    _ path: String, registry: Registry, environment: PolicyEnvironment = .process, settings: [PolicySetting] = []
  ) -> PolicyLoader.Outcome {
    var bag = DiagnosticBag()
    guard let file = read(path, into: &bag) else { return PolicyLoader.Outcome(policy: nil, findings: bag) }
    return loader(registry: registry, environment: environment, settings: settings).load(file)
  }

  /// A loader that finds what policies extend on disk, or where else it is told to.
  public static func loader(
    registry: Registry, environment: PolicyEnvironment = .process, settings: [PolicySetting] = [], files: PolicyFiles = .disk
  ) -> PolicyLoader {
    PolicyLoader(catalog: registry.catalog, environment: environment, files: files, settings: settings)
  }

  /// Reads and checks a policy that is to run by itself: beside `load`, a shadow is held against its primary.
  public static func loadAlone(
    _ path: String, registry: Registry, environment: PolicyEnvironment = .process, settings: [PolicySetting] = []
  ) -> PolicyLoader.Outcome {
    let outcome = load(path, registry: registry, environment: environment, settings: settings)
    guard let policy = outcome.policy else { return outcome }
    var findings = outcome.findings
    let set = check([policy], registry: registry, environment: environment, settings: settings)
    for finding in set.findings.sorted { findings.add(finding) }
    return PolicyLoader.Outcome(policy: findings.hasErrors ? nil : policy, findings: findings, accepted: outcome.accepted)
  }

  /// What is wrong between the policies of one run. The primary of a shadow is loaded where the shadow extends it and the run has it not;
  /// where a policy of the run could not be loaded, `isComplete` is false.
  public static func check(
    _ policies: [CheckedPolicy], isComplete: Bool = true, registry: Registry, environment: PolicyEnvironment = .process,
    settings: [PolicySetting] = []
  ) -> PolicySet {
    let primaries = policies.compactMap { shadow -> CheckedPolicy? in
      guard let name = shadow.shadowOf, !policies.contains(where: { $0.name == name }),
        let base = shadow.layers.bases.first(where: { $0.name == name })
      else { return nil }
      // A setting may name what only the shadow has; without it the primary's keys are those of its file.
      return load(base.file.path, registry: registry, environment: environment, settings: settings).policy
        ?? load(base.file.path, registry: registry, environment: environment).policy
    }
    return PolicySet(policies, knowing: primaries, isComplete: isComplete)
  }

  /// The path as findings name it: `-` is standard input.
  public static func shownPath(_ path: String) -> String { path == "-" ? SourceFile.standardInput : path }

  /// The text of a file, or of standard input for `-`, which can be read once.
  public static func read(_ path: String, into bag: inout DiagnosticBag) -> SourceFile? {
    do {
      return try PolicyFiles.text(path)
    } catch {
      bag.add(
        error.finding
          ?? Diagnostic(
            .fileUnreadable, "cannot read `\(shownPath(path).shown(limit: 200))`: \(error.reason)", at: nil, help: "check the path"))
      return nil
    }
  }
}

extension PolicyFiles {
  /// The files of the machine, each up to the size that a policy may have, for policies that extend them. A stream is none: whoever hands it
  /// over names it on the command line, and elsewhere it would keep its reader waiting.
  public static var disk: PolicyFiles {
    PolicyFiles { path throws(Refusal) in
      guard !FileReader.isStream(path) else { throw Refusal("it is a stream, which can be read once") }
      return try text(path)
    }
  }

  /// The text of a file, or of a stream, which is waited for. `-` is standard input.
  static func text(_ path: String) throws(Refusal) -> SourceFile {
    let bytes: [UInt8]
    do throws(FileReader.Fault) {
      bytes = try FileReader.bytes(path, limit: YAMLLimits().bytes + 1)
    } catch {
      throw Refusal(error.message)
    }
    let shown = PolicyFile.shownPath(path)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      let place = Utf8Fault.position(bytes)
      let file = SourceFile(path: shown, text: String(decoding: bytes, as: UTF8.self))
      let span = SourceSpan(file: file, start: place, end: place)
      throw Refusal(
        "it is not UTF-8 text",
        finding: Diagnostic(.notUTF8, "a policy is UTF-8 text, and a byte here is none", at: span, help: "save the file as UTF-8"))
    }
    return SourceFile(path: shown, text: text)
  }
}

extension PolicyEnvironment {
  /// The environment of the process.
  public static var process: PolicyEnvironment { PolicyEnvironment(ProcessInfo.processInfo.environment) }
}

/// Finds the first byte that is not UTF-8.
private enum Utf8Fault {
  static func position(_ bytes: [UInt8]) -> SourcePosition {
    var position = SourcePosition(line: 1, column: 1)
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      if scalar == "\u{FFFD}" { return position }
      if scalar == "\n" {
        position = SourcePosition(line: position.line + 1, column: 1)
      } else {
        position.column += 1
      }
    }
    return position
  }
}
