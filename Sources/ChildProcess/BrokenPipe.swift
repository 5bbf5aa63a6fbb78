#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Writing into a pipe that nobody reads raises a signal that ends the process, unless the whole process ignores it; a library cannot know. So it
/// is held back on the thread that writes, and taken away there.
enum BrokenPipe {
  static func silently<Value>(_ body: () -> Value) -> Value {
    var pipe = sigset_t()
    var before = sigset_t()
    var pending = sigset_t()
    // All three live for the calls.
    unsafe sigemptyset(&pipe)
    unsafe sigaddset(&pipe, SIGPIPE)
    unsafe sigpending(&pending)
    let wasPending = unsafe sigismember(&pending, SIGPIPE) == 1
    unsafe pthread_sigmask(SIG_BLOCK, &pipe, &before)
    let value = body()
    // errno belongs to what the body did; the caller has read it already.
    if !wasPending {
      var none = timespec()
      while unsafe sigtimedwait(&pipe, nil, &none) < 0, errno == EINTR {}
    }
    unsafe pthread_sigmask(SIG_SETMASK, &before, nil)
    return value
  }
}
