internal import Diagnostics
internal import Governor
internal import Policy

/// Loads and checks the policies that a host runs together, as often as it is asked.
struct FleetLoader: Sendable {
  /// The words of the command line: files, folders, patterns.
  let words: [String]
  let settings: [PolicySetting]
  let registry: Registry

  /// What came of the words.
  struct Outcome: Sendable {
    /// The policies; none where there was an error.
    let members: [PolicyFleet.Member]
    /// All findings.
    let findings: DiagnosticBag
    /// The files that were read or could not be, with what they extend, each as it was before.
    let files: [String: FileMark]

    /// Whether the policies can run.
    var isGood: Bool { !members.isEmpty }
  }

  /// Reads the files anew. Contacts nothing.
  func load() -> Outcome {
    var findings = DiagnosticBag()
    var members: [PolicyFleet.Member] = []
    let marks = FileMarks()
    let files = PolicyFiles { path throws(PolicyFiles.Refusal) in
      if !FileReader.isStream(path) { marks.note(path) }
      return try PolicyFiles.disk.read(path)
    }
    let loader = PolicyFile.loader(registry: registry, settings: settings, files: files)
    for item in PolicySelection.items(words) {
      switch item {
      case .nothing(_, let finding): findings.add(finding)
      case .file(let path):
        marks.note(path)
        guard let file = PolicyFile.read(path, into: &findings) else { continue }
        let (configuration, policy, found) = loader.configuration(file)
        findings.add(found)
        guard let configuration, let policy else { continue }
        members.append(PolicyFleet.Member(policy, hash: configuration.hash, mark: configuration.mark))
      }
    }
    let isComplete = !findings.hasErrors
    findings.add(PolicyFile.check(members.map(\.policy), isComplete: isComplete, registry: registry, settings: settings).findings)
    return Outcome(members: findings.hasErrors ? [] : members, findings: findings, files: marks.all)
  }
}
