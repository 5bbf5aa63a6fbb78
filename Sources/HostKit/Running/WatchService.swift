internal import Governor
internal import ServiceLifecycle

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Loads the policies anew when their files change: looks at them every second, and waits until a change is a look old, so that a file that
/// is still being written is not read.
struct WatchService: Service {
  /// What tells one state of a file from another.
  private struct Mark: Hashable {
    let device: UInt64
    let inode: UInt64
    let size: Int64
    let seconds: Int
    let nanoseconds: Int
  }

  private static let pause = 1.0

  let reloader: Reloader
  let words: [String]
  let clock: any GovernorClock

  func run() async throws {
    var loaded = await marks()
    var seen = loaded
    while !Task.isShuttingDownGracefully, !Task.isCancelled {
      try? await cancelWhenGracefulShutdown { try await clock.sleep(for: Self.pause) }
      guard !Task.isShuttingDownGracefully, !Task.isCancelled else { return }
      let now = await marks()
      if now == seen, now != loaded {
        _ = await reloader.reload("a file changed")
        // The new set may stand on other files.
        loaded = await marks()
        seen = loaded
      } else {
        seen = now
      }
    }
  }

  /// The files that there are, and what tells their states. A folder may have got new ones.
  private func marks() async -> [String: Mark] {
    var paths = await reloader.files
    for case .file(let path) in PolicySelection.items(words) { paths.insert(path) }
    var marks: [String: Mark] = [:]
    for path in paths {
      var status = stat()
      guard unsafe stat(path, &status) == 0 else { continue }
      marks[path] = Mark(
        device: UInt64(status.st_dev), inode: UInt64(status.st_ino), size: Int64(status.st_size), seconds: status.st_mtim.tv_sec,
        nanoseconds: status.st_mtim.tv_nsec)
    }
    return marks
  }
}
