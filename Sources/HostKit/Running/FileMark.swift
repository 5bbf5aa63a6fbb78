#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// What tells one state of a file from another, without reading it.
struct FileMark: Sendable, Hashable {
  private struct State: Sendable, Hashable {
    let device: UInt64
    let inode: UInt64
    let size: Int64
    let written: Time
    // The system alone sets it: at every write and every change of rights, whatever time the file is given afterwards.
    let changed: Time
  }

  private struct Time: Sendable, Hashable {
    let seconds: Int
    let nanoseconds: Int

    init(_ time: timespec) {
      seconds = time.tv_sec
      nanoseconds = time.tv_nsec
    }
  }

  private let state: State?

  /// The state of a file now, that it is not there being one. A link that leads nowhere is a file of its own: a folder with it is another than
  /// one without.
  init(of path: String) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 || lstat(path, &status) == 0 else {
      state = nil
      return
    }
    state = State(
      device: UInt64(status.st_dev), inode: UInt64(status.st_ino), size: Int64(status.st_size), written: Time(status.st_mtim),
      changed: Time(status.st_ctim))
  }
}
