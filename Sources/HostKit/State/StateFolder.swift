internal import Governor

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// The folder of `--state-dir`: a file for each policy, and a lock so that no two hosts share it.
///
/// A file is written whole beside its place, synced and moved there, so that at any time the old or the new one stands there.
final class StateFolder: Sendable {
  /// Why a host cannot start with a folder.
  enum Refusal: Error, Hashable {
    /// Another host has it; the text says who, where that is known.
    case inUse(String)
    /// It is no folder, or it cannot be made or opened.
    case unusable(String)
  }

  /// What stands in the place of a policy's file.
  enum Found {
    case nothing
    case bytes([UInt8])
    /// It is longer than any file that a host writes.
    case tooLong
  }

  private static let lockName = "host.lock"

  let path: String
  private let folder: Int32
  private let lock: Int32
  /// Why the lock could not be taken, in a folder that can only be read; nil where it was.
  let lockFault: SystemError?

  /// Opens the folder, and makes it where there is none; its parent must be there. Without `isLocked` it is only read.
  init(_ path: String, isLocked: Bool = true) throws(Refusal) {
    self.path = path
    if unsafe mkdir(path, 0o700) != 0, errno != EEXIST { throw .unusable(SystemError("cannot make it").description) }
    folder = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw .unusable(SystemError("cannot open it").description) }
    guard isLocked else {
      (lock, lockFault) = (-1, nil)
      return
    }
    lock = unsafe openat(folder, Self.lockName, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard lock >= 0 else {
      // A folder that can only be read is no reason to stand still: what was known can be used, and that nothing is kept is told.
      lockFault = SystemError("cannot open \(path)/\(Self.lockName)")
      return
    }
    lockFault = nil
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
      let refusal = errno == EWOULDBLOCK ? Refusal.inUse(Self.holder(of: lock)) : .unusable(SystemError("cannot lock it").description)
      close(lock)
      close(folder)
      throw refusal
    }
    // For whoever meets the lock, and looks for its owner.
    let text = Array("\(getpid())\n".utf8)
    if ftruncate(lock, 0) == 0 { _ = writeSome(lock, text) }
  }

  deinit {
    if lock >= 0 { close(lock) }
    close(folder)
  }

  /// The path of a policy's file, for a person.
  func path(of policy: String) -> String { "\(path)/\(Self.name(of: policy))" }

  /// Whether there is a file of a policy, whatever it is.
  func has(_ policy: String) -> Bool { unsafe faccessat(folder, Self.name(of: policy), F_OK, AT_SYMLINK_NOFOLLOW) == 0 || errno != ENOENT }

  /// Reads the file of a policy. Throws where something is there and cannot be opened or read.
  func read(_ policy: String) throws(SystemError) -> Found {
    // A pipe or device in the place of the file must not hold the host up.
    let file = unsafe openat(folder, Self.name(of: policy), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    if file < 0, errno == ENOENT { return .nothing }
    guard file >= 0 else { throw SystemError("it cannot be opened") }
    defer { close(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while bytes.count <= MemoryFormat.limit {
      let count = readSome(file, &chunk)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw SystemError("it cannot be read") }
      if count == 0 { return .bytes(bytes) }
      bytes += chunk[..<count]
    }
    return .tooLong
  }

  /// Puts bytes in the place of a policy's file; where that fails the old file stays.
  func write(_ bytes: [UInt8], for policy: String) throws(SystemError) {
    let name = Self.name(of: policy)
    let draft = name + ".new"
    // Whatever stands in the draft's place is left over, or no file at all: opening a pipe would wait for a reader for ever.
    _ = unsafe unlinkat(folder, draft, 0)
    let file = unsafe openat(folder, draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw SystemError("cannot write \(path)/\(draft)") }
    do throws(SystemError) {
      try fill(file, bytes, draft)
      guard unsafe renameat(folder, draft, folder, name) == 0 else { throw SystemError("cannot move \(path)/\(draft) to its place") }
    } catch {
      _ = unsafe unlinkat(folder, draft, 0)
      throw error
    }
    // Without this the name may still lead to the old file after a loss of power, which is no harm but for its age.
    guard fsync(folder) == 0 else { throw SystemError("cannot sync \(path)") }
  }

  private func fill(_ file: Int32, _ bytes: [UInt8], _ draft: String) throws(SystemError) {
    var isOpen = true
    defer { if isOpen { close(file) } }
    var rest = bytes[...]
    while !rest.isEmpty {
      let chunk = Array(rest.prefix(1 << 20))
      let count = writeSome(file, chunk)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw SystemError("cannot write \(path)/\(draft)") }
      rest = rest.dropFirst(count)
    }
    guard fsync(file) == 0 else { throw SystemError("cannot sync \(path)/\(draft)") }
    isOpen = false
    // Some file systems tell only now that the disk is full.
    guard close(file) == 0 else { throw SystemError("cannot write \(path)/\(draft)") }
  }

  /// The names of policies are letters, digits, `_` and `-`.
  private static func name(of policy: String) -> String { "\(policy).state" }

  private static func holder(of lock: Int32) -> String {
    var text = [UInt8](repeating: 0, count: 32)
    let count = unsafe pread(lock, &text, text.count, 0)
    let digits = text.prefix(max(0, count)).prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    return digits.isEmpty ? "" : "process \(String(decoding: digits, as: UTF8.self))"
  }
}

// Outside the class, whose methods have the same names.
private func readSome(_ file: Int32, _ chunk: inout [UInt8]) -> Int { unsafe read(file, &chunk, chunk.count) }
private func writeSome(_ file: Int32, _ chunk: [UInt8]) -> Int { unsafe write(file, chunk, chunk.count) }
