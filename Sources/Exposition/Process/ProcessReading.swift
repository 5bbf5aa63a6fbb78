#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// What the system knows of the process that asks: nil where it does not tell.
public struct ProcessReading: Sendable {
  /// Seconds of processor time so far, the kernel's for the process included.
  public let processorSeconds: Double?
  /// Memory in use, in bytes.
  public let residentBytes: Double?
  /// Address space in use, in bytes.
  public let virtualBytes: Double?
  /// Files, sockets and pipes that are open.
  public let openDescriptors: Int?
  /// How many may be; infinite without a limit.
  public let descriptorLimit: Double?
  /// When the process began, in Unix seconds.
  public let startTime: Double?

  /// What the system says now.
  public static func now() -> ProcessReading {
    let pages = ProcFile.words("/proc/self/statm").compactMap { Double($0) }
    let pageSize = Double(sysconf(Int32(_SC_PAGESIZE)))
    return ProcessReading(
      processorSeconds: usedSeconds(), residentBytes: pages.count > 1 ? pages[1] * pageSize : nil,
      virtualBytes: pages.first.map { $0 * pageSize },
      openDescriptors: descriptors(), descriptorLimit: limit(), startTime: started())
  }

  // Enumerations in glibc's headers, numbers in musl's.
  #if canImport(Glibc)
    private static let own = __rusage_who_t(RUSAGE_SELF.rawValue)
    private static let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
  #else
    private static let own = RUSAGE_SELF
    private static let files = RLIMIT_NOFILE
  #endif

  private static func usedSeconds() -> Double? {
    var usage = rusage()
    guard unsafe getrusage(own, &usage) == 0 else { return nil }
    return [usage.ru_utime, usage.ru_stime].reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) * 1e-6 }
  }

  private static func descriptors() -> Int? {
    guard let folder = unsafe opendir("/proc/self/fd") else { return nil }
    defer { unsafe closedir(folder) }
    var entries = 0
    while unsafe readdir(folder) != nil { entries += 1 }
    // `.`, `..` and the folder's own.
    return max(0, entries - 3)
  }

  private static func limit() -> Double? {
    var limit = rlimit()
    guard unsafe getrlimit(files, &limit) == 0 else { return nil }
    return limit.rlim_cur == rlim_t.max ? .infinity : Double(limit.rlim_cur)
  }

  /// The kernel gives ticks since it started, and when that was.
  private static func started() -> Double? {
    let ticksPerSecond = Double(sysconf(Int32(_SC_CLK_TCK)))
    // The second field is the program's name in parentheses, and may hold anything.
    guard let line = ProcFile.text("/proc/self/stat"), let end = line.lastIndex(of: ")"), ticksPerSecond > 0 else { return nil }
    let fields = line[line.index(after: end)...].split(separator: " ")
    let boot = ProcFile.text("/proc/stat")?.split(separator: "\n").first { $0.hasPrefix("btime ") }?.split(separator: " ").last
    guard fields.count > 19, let ticks = Double(fields[19]), let boot = boot.flatMap({ Double($0) }) else { return nil }
    return boot + ticks / ticksPerSecond
  }
}
