internal import Governor
internal import ServiceLifecycle

/// Loads the policies anew when their files change: looks at them every second, and waits until a change is a look old, so that a file that
/// is still being written is not read. What it looks for is a difference to the files as they were before they were read, so that a change
/// during a load is one too.
struct WatchService: Service {
  private static let pause = 1.0

  let reloader: Reloader
  let words: [String]
  let clock: any GovernorClock

  func run() async throws {
    var seen = await reloader.files
    while !Task.isShuttingDownGracefully, !Task.isCancelled {
      try? await cancelWhenGracefulShutdown { try await clock.sleep(for: Self.pause) }
      guard !Task.isShuttingDownGracefully, !Task.isCancelled else { return }
      // Somebody else may have had them loaded.
      let loaded = await reloader.files
      let now = marks(loaded.keys)
      if now == seen, now != loaded {
        _ = await reloader.reload("a file changed")
        seen = await reloader.files
      } else {
        seen = now
      }
    }
  }

  /// How the files are now, and those that the words mean now: a folder may have got new ones.
  private func marks(_ files: some Sequence<String>) -> [String: FileMark] {
    var paths = Set(files)
    for case .file(let path) in PolicySelection.items(words) { paths.insert(path) }
    return Dictionary(uniqueKeysWithValues: paths.map { ($0, FileMark(of: $0)) })
  }
}
