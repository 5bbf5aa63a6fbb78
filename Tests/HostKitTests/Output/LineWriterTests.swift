import Foundation
import Glibc
import Testing

@testable import HostKit

/// Lines on their way into pipes and files.
@Suite(.timeLimit(.minutes(2))) struct LineWriterTests {
  /// A pipe.
  private final class TestPipe {
    let reader: Int32
    let writer: Int32

    init() throws {
      var ends: [Int32] = [0, 0]
      let code = unsafe pipe(&ends)
      try #require(code == 0)
      (reader, writer) = (ends[0], ends[1])
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    }

    deinit {
      close(reader)
      close(writer)
    }

    /// Reads until a text has come.
    func read(to end: String) -> String {
      var bytes: [UInt8] = []
      while !bytes.suffix(end.utf8.count).elementsEqual(end.utf8) {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = unsafe Glibc.read(reader, &buffer, buffer.count)
        guard count > 0 else { break }
        bytes += buffer[..<count]
      }
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  private static func number(_ number: Int) -> String { String(repeating: "0", count: 95 - "\(number)".count) + "\(number)\n" }

  @Test func linesComeInOrderBeforeAndAfterItGoesOn() throws {
    let pipe = try TestPipe()
    let writer = LineWriter(pipe.writer) { "\($0) missing\n" }
    writer.write("one\n")
    writer.goOn()
    writer.write("two\n")
    writer.write("three\n")
    #expect(pipe.read(to: "three\n") == "one\ntwo\nthree\n")
    #expect(writer.lost == 0)
  }

  @Test func allIsWrittenAtTheEnd() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("governor-lines-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let file = unsafe open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0o600)
    try #require(file >= 0)
    defer { close(file) }
    let writer = LineWriter(file) { "\($0) missing\n" }
    writer.goOn()
    for number in 0..<5000 { writer.write(Self.number(number)) }
    LineWriter.flush([writer], within: 60)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == (0..<5000).map { Self.number($0) }.joined())
  }

  @Test(arguments: [true, false]) func whatCannotBeWrittenIsCounted(isQueued: Bool) throws {
    let full = unsafe open("/dev/full", O_WRONLY | O_CLOEXEC)
    try #require(full >= 0)
    defer { close(full) }
    let closed = LineWriter(-1) { "\($0) missing\n" }
    let writer = LineWriter(full) { "\($0) missing\n" }
    if isQueued {
      closed.goOn()
      writer.goOn()
    }
    for _ in 0..<3 {
      closed.write("line\n")
      writer.write("line\n")
    }
    LineWriter.flush([closed, writer], within: 60)
    #expect(closed.lost == 3)
    #expect(writer.lost == 3)
  }

  @Test func aLineCutShortDoesNotRunIntoTheNext() throws {
    let pipe = try TestPipe()
    // As a full disk leaves it: what fitted stands there without its end.
    var pen = LinePen(pipe.writer) { "\($0) missing\n" }
    let entries: [LineQueue.Entry] = [.line("whole\n"), .line("a part"), .gap(2), .line("next\n")]
    for entry in entries {
      let isLost = pen.put(entry)
      #expect(!isLost)
    }
    #expect(pipe.read(to: "next\n") == "whole\na part\n2 missing\nnext\n")
  }
}
