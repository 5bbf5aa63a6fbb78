internal import Synchronization

/// The files that somebody reads, each as it was before it was read for the first time: what is changed meanwhile is seen later.
final class FileMarks: Sendable {
  private let marks = Mutex<[String: FileMark]>([:])

  /// Is told of a file before it is read, whether or not it is there.
  func note(_ path: String) {
    marks.withLock { marks in
      if marks[path] == nil { marks[path] = FileMark(of: path) }
    }
  }

  /// All so far, by path.
  var all: [String: FileMark] { marks.withLock { $0 } }
}
