internal import CSpawn

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

extension SpawnedChild {
  /// Starts a program with three files of its own, and nothing else of the host's but `PATH`.
  static func start(
    _ command: ChildCommand, input: Descriptor, output: Descriptor, errors: Descriptor, whenEnded: @escaping @Sendable () -> Void
  ) throws(ChildError) -> SpawnedChild {
    guard let program = command.words.first, !program.isEmpty else { throw ChildError(.notStarted, "has no name") }
    var actions = unsafe posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    unsafe posix_spawn_file_actions_init(&actions)
    unsafe posix_spawnattr_init(&attributes)
    // Both are freed when the process has been started.
    defer {
      unsafe posix_spawn_file_actions_destroy(&actions)
      unsafe posix_spawnattr_destroy(&attributes)
    }
    unsafe posix_spawn_file_actions_adddup2(&actions, input.number, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, output.number, 1)
    unsafe posix_spawn_file_actions_adddup2(&actions, errors.number, 2)
    // Our own files close by themselves; those that a library opened without saying so do not.
    #if canImport(Glibc)
      unsafe posix_spawn_file_actions_addclosefrom_np(&actions, 3)
    #else
      for descriptor: Int32 in 3..<1024 { unsafe posix_spawn_file_actions_addclose(&actions, descriptor) }
    #endif
    if let directory = command.directory { unsafe posix_spawn_file_actions_addchdir_np(&actions, directory) }
    // A group of its own: Ctrl-C is for the host, which then ends it, and what it starts ends with it. Signals are as a program expects them.
    var none = sigset_t()
    var usual = sigset_t()
    unsafe sigemptyset(&none)
    unsafe sigemptyset(&usual)
    for signal in [SIGPIPE, SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGCHLD, SIGUSR1, SIGUSR2, SIGALRM] { unsafe sigaddset(&usual, signal) }
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setsigdefault(&attributes, &usual)
    unsafe posix_spawnattr_setpgroup(&attributes, 0)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    var process: pid_t = 0
    let code = unsafe withWords(command.words) { words in
      unsafe withWords(environment(of: command)) { environment in
        unsafe posix_spawnp(&process, program, &actions, &attributes, words, environment)
      }
    }
    guard code == 0 else { throw ChildError(.notStarted, "cannot be started: \(System.text(code))") }
    return SpawnedChild(process, whenEnded: whenEnded)
  }

  private static func environment(of command: ChildCommand) -> [String] {
    var variables = command.environment
    if variables["PATH"] == nil {
      // The text is copied before anything can change the environment.
      let path = unsafe getenv("PATH").map { unsafe String(cString: $0) }
      variables["PATH"] = path ?? "/usr/local/bin:/usr/bin:/bin"
    }
    return variables.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
  }

  /// Lends texts as C has them; the copies are freed behind the closure.
  @unsafe
  private static func withWords<Value>(
    _ texts: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Value
  ) -> Value {
    var words: [UnsafeMutablePointer<CChar>?] = unsafe texts.map { unsafe strdup($0) } + [nil]
    defer { unsafe words.forEach { unsafe free($0) } }
    return unsafe body(&words)
  }
}
