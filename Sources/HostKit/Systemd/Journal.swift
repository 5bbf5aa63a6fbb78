#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Whether systemd's journal reads what is written to an open file. See systemd.exec(5), `JOURNAL_STREAM`.
enum Journal {
  /// `stream` is the value of `JOURNAL_STREAM`, device and inode. A process that was started with its output sent elsewhere has the variable too.
  static func reads(_ descriptor: Int32, stream: String?) -> Bool {
    guard let stream else { return false }
    var facts = stat()
    // The facts live for the call.
    guard unsafe fstat(descriptor, &facts) == 0 else { return false }
    return stream == "\(facts.st_dev):\(facts.st_ino)"
  }
}
