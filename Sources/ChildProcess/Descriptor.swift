internal import CSpawn

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// An open file of ours, closed with the last reference, that no other program inherits.
final class Descriptor: Sendable {
  let number: Int32

  private init(taking number: Int32) {
    self.number = number
  }

  deinit { System.close(number) }

  /// The two ends of a new pipe. The numbers are beyond those of the standard files, so that putting an end in the place of one of these never
  /// overwrites the other.
  static func pipe() throws(ChildError) -> (reading: Descriptor, writing: Descriptor) {
    var ends: [Int32] = [-1, -1]
    // The array has room for both and lives for the call.
    guard unsafe pipe2(&ends, O_CLOEXEC) == 0 else { throw ChildError(.unreachable, "gets no pipe: \(System.text(errno))") }
    return (Descriptor(taking: beyondStandard(ends[0])), Descriptor(taking: beyondStandard(ends[1])))
  }

  private static func beyondStandard(_ number: Int32) -> Int32 {
    guard number < 3 else { return number }
    let moved = fcntl(number, F_DUPFD_CLOEXEC, 3)
    guard moved >= 0 else { return number }
    System.close(number)
    return moved
  }

  /// Reading and writing wait for nothing from now on; for our end of a pipe.
  func setNonblocking() {
    _ = fcntl(number, F_SETFL, fcntl(number, F_GETFL) | O_NONBLOCK)
  }

  /// What a read came to.
  enum Received {
    case bytes(Int)
    case nothingYet
    case end
  }

  /// Reads what is there, up to the size of the buffer.
  func read(into buffer: inout [UInt8]) -> Received {
    while true {
      // The pointer is used inside of the call alone.
      let count = unsafe buffer.withUnsafeMutableBytes { unsafe readSystem(number, $0.baseAddress, $0.count) }
      if count > 0 { return .bytes(count) }
      if count == 0 { return .end }
      if errno == EINTR { continue }
      return errno == EAGAIN ? .nothingYet : .end
    }
  }

  /// Writes what the file takes at once of the bytes from `start` on; nil where nobody reads any more.
  func write(_ bytes: [UInt8], from start: Int) -> Int? {
    BrokenPipe.silently {
      while true {
        // The pointer is used inside of the call alone; `start` lies within the bytes.
        let count = unsafe bytes.withUnsafeBytes { whole -> Int in
          let rest = unsafe UnsafeRawBufferPointer(rebasing: whole[start...])
          return unsafe writeSystem(number, rest.baseAddress, rest.count)
        }
        if count >= 0 { return count }
        if errno == EINTR { continue }
        return errno == EAGAIN ? 0 : nil
      }
    }
  }

  @unsafe
  private func readSystem(_ descriptor: Int32, _ start: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    #if canImport(Glibc)
      unsafe Glibc.read(descriptor, start, count)
    #else
      unsafe Musl.read(descriptor, start, count)
    #endif
  }

  @unsafe
  private func writeSystem(_ descriptor: Int32, _ start: UnsafeRawPointer?, _ count: Int) -> Int {
    #if canImport(Glibc)
      unsafe Glibc.write(descriptor, start, count)
    #else
      unsafe Musl.write(descriptor, start, count)
    #endif
  }
}
