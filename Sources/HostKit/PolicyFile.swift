public import Diagnostics
internal import Foundation
public import Governor
public import Policy

/// A policy file as a command names it.
public enum PolicyFile {
  /// Reads and checks a file. A file that cannot be read is a finding with the code `fileUnreadable`.
  public static func load(_ path: String, registry: Registry, environment: PolicyEnvironment = .process) -> PolicyLoader.Outcome {
    var bag = DiagnosticBag()
    guard let file = read(path, into: &bag) else { return PolicyLoader.Outcome(policy: nil, findings: bag) }
    return PolicyLoader(catalog: registry.catalog, environment: environment).load(file)
  }

  /// The path as findings name it: `-` is standard input.
  public static func shownPath(_ path: String) -> String { path == "-" ? SourceFile.standardInput : path }

  /// The text of a file, or of standard input for `-`, which can be read once.
  public static func read(_ path: String, into bag: inout DiagnosticBag) -> SourceFile? {
    let bytes: [UInt8]
    do {
      bytes = try FileReader.bytes(path, limit: YAMLLimits().bytes + 1)
    } catch {
      bag.add(
        Diagnostic(.fileUnreadable, "cannot read `\(shownPath(path).shown(limit: 200))`: \(error.message)", at: nil, help: "check the path")
      )
      return nil
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      let place = Utf8Fault.position(bytes)
      let file = SourceFile(path: shownPath(path), text: String(decoding: bytes, as: UTF8.self))
      let span = SourceSpan(file: file, start: place, end: place)
      bag.add(Diagnostic(.notUTF8, "a policy is UTF-8 text, and a byte here is none", at: span, help: "save the file as UTF-8"))
      return nil
    }
    return SourceFile(path: shownPath(path), text: text)
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
