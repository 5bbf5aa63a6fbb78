#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// The three files that a process begins with, and writing to them without falling over.
enum StandardStreams {
  /// Keeps the places of those that are closed, before anything else is opened: the next file or connection would come to stand there, and the
  /// log would be written into it. They stay unusable: each is opened the wrong way round.
  static func hold() {
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) < 0 {
      // The lowest number that is free is this one, as those below it are held.
      _ = unsafe open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }

  /// Writes bytes to an open file, and waits as long as its reader makes it. Tells how many were written: fewer where it is closed or full, or
  /// nobody will read it.
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int {
    var sent = 0
    while sent < bytes.count {
      let count = sent == 0 ? system(descriptor, bytes) : system(descriptor, Array(bytes[sent...]))
      if count > 0 {
        sent += count
      } else if count < 0, errno == EINTR {
        continue
      } else if count < 0, errno == EAGAIN {
        // Whoever started the process has set the file so that it does not wait.
        var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        // The entry lives for the call.
        guard unsafe poll(&entry, 1, -1) > 0 || errno == EINTR else { return sent }
      } else {
        return sent
      }
    }
    return sent
  }

  /// What the system says to one write.
  private static func system(_ descriptor: Int32, _ bytes: [UInt8]) -> Int {
    #if canImport(Glibc)
      unsafe Glibc.write(descriptor, bytes, bytes.count)
    #else
      unsafe Musl.write(descriptor, bytes, bytes.count)
    #endif
  }
}
