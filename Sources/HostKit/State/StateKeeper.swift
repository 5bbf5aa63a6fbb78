internal import Blocking
internal import Diagnostics
internal import Exposition
internal import Governor
internal import Logging
internal import Policy
internal import Synchronization

/// Keeps the memory of running policies in a folder, and gives it back after a restart. It has a thread of its own, so that a slow disk delays
/// no tick, and nothing that goes wrong here ends anything: it is logged when it begins and when it is over, and counted.
actor StateKeeper {
  private let executor = QueueExecutor(label: "governor.state")
  private let folder: StateFolder
  private let clock: any GovernorClock
  private let logger: Logger
  /// The fingerprint of what stands in each policy's file.
  private var kept: [String: UInt64] = [:]
  /// The policies whose file is to be left alone, and why: it is none of ours, or nobody can say what is in it.
  private var foreign: [String: String] = [:]
  /// What is wrong with each policy's file.
  private var faults: [String: String] = [:]
  private let state = Mutex(StateStatus())

  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

  /// How it has gone so far.
  nonisolated var status: StateStatus { state.withLock { $0 } }

  init(_ folder: StateFolder, clock: any GovernorClock, logger: Logger) {
    self.folder = folder
    self.clock = clock
    self.logger = logger
  }

  /// Gives policies that have not ticked yet, and take over from none that runs, what their files hold. Whatever was known of a file counts
  /// no more: the policy may have been away for long.
  func restore(_ policies: [LivePolicy]) async {
    for live in policies {
      let name = live.policy.name
      forget(name)
      guard let memory = read(name) else { continue }
      let adoption = await live.runner.adopt(memory)
      for refusal in adoption.refused {
        logger.warning(
          "what was known of a source is not used: \(refusal.reason)",
          metadata: ["policy": "\(name)", "source": "\(refusal.source)", "file": "\(folder.path(of: name))"])
      }
      guard !adoption.taken.isEmpty else { continue }
      logger.info(
        "last known good taken from disk",
        metadata: [
          "policy": "\(name)", "sources": "\(adoption.taken.joined(separator: ","))", "file": "\(folder.path(of: name))",
        ])
    }
  }

  /// Forgets what was known of the files of policies that run no more. The files stay, for the day when the policies come back.
  func keep(_ names: Set<String>) {
    for name in Set(kept.keys).union(foreign.keys).union(faults.keys).subtracting(names) { forget(name) }
    let unkept = faults.count
    state.withLock { $0.unkept = unkept }
  }

  private func forget(_ name: String) {
    kept[name] = nil
    foreign[name] = nil
    faults[name] = nil
  }

  /// Writes what all policies that run know now, as far as it has changed.
  func save(_ policies: [LivePolicy]) async {
    await saveLast(policies)
    // A policy that no longer runs has nothing to keep. What is known of its file stays until `keep`: a set that is about to run may have it.
    let names = Set(policies.map(\.policy.name))
    faults = faults.filter { names.contains($0.key) }
    let unkept = faults.count
    state.withLock { $0.unkept = unkept }
  }

  /// Writes what policies know that are about to leave.
  func saveLast(_ policies: [LivePolicy]) async {
    for live in policies {
      let name = live.policy.name
      let body = await live.runner.memory().body
      let fingerprint = Fingerprint.of(body)
      guard kept[name] != fingerprint || !folder.has(name) else { continue }
      if let reason = foreign[name] {
        note(name, "\(folder.path(of: name)) is left as it is, because \(reason); move it away and start the host anew")
        continue
      }
      // Without the lock another host may write here.
      if let fault = folder.lockFault {
        note(name, fault.description)
        continue
      }
      guard body.count <= MemoryFormat.limit - 64 else {
        note(name, "\(folder.path(of: name)) would be larger than \(MemoryFormat.limit >> 20) MiB")
        continue
      }
      let now = clock.now
      do throws(SystemError) {
        try folder.write(MemoryFormat.file(body, at: now), for: name)
      } catch {
        note(name, error.description)
        continue
      }
      kept[name] = fingerprint
      state.withLock {
        $0.written += 1
        $0.lastWritten = now
      }
      if faults.removeValue(forKey: name) != nil {
        logger.info("last known good is kept on disk again", metadata: ["policy": "\(name)"])
      }
    }
  }

  /// The memory in a policy's file, if there is one that can be used.
  private func read(_ name: String) -> PolicyMemory? {
    do {
      switch try folder.read(name) {
      case .nothing: return nil
      case .tooLong: throw MemoryFault.tooLarge
      case .bytes(let bytes):
        let (memory, time) = try PolicyMemory.read(bytes)
        guard memory.policy == name else { throw MemoryFault.impossible("the state of the policy `\(memory.policy.shown())`") }
        // Ages by this clock would say nothing.
        guard time - clock.now <= Self.clockSkew else {
          throw MemoryFault.impossible("what was known \(DurationText.text((time - clock.now).rounded())) from now: is a clock wrong?")
        }
        return memory
      }
    } catch let fault as MemoryFault {
      switch fault {
      case .foreign, .tooNew, .tooLarge: foreign[name] = fault.description
      case .torn, .impossible: break
      }
      refuse(name, fault.description)
    } catch {
      // What cannot be read may be good: nobody but its owner can tell.
      foreign[name] = "\(error)"
      refuse(name, "\(error)")
    }
    return nil
  }

  /// Seconds by which a file may be ahead of the clock, as data may.
  private static let clockSkew = 5.0

  private func refuse(_ name: String, _ reason: String) {
    state.withLock { $0.refused += 1 }
    let fate = foreign[name] == nil ? "it will be replaced" : "it is left as it is, and nothing is kept for the policy"
    warn("a file of last known good is not used: \(reason); \(fate)", nil, name)
  }

  /// A failed write, told where it is news.
  private func note(_ name: String, _ reason: String) {
    state.withLock { $0.failed += 1 }
    guard faults.updateValue(reason, forKey: name) != reason else { return }
    warn("last known good cannot be kept on disk", reason, name)
  }

  private func warn(_ text: String, _ reason: String?, _ name: String?) {
    var members: Logger.Metadata = [:]
    if let name {
      members["policy"] = "\(name)"
      members["file"] = "\(folder.path(of: name))"
    }
    logger.warning("\(text)\(reason.map { ": \($0)" } ?? "")", metadata: members)
  }
}
