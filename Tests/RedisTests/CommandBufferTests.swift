import Testing

@testable import Redis

struct CommandBufferTests {
  private func text(_ write: (inout CommandBuffer) -> Void) -> (String, Bool) {
    var buffer = CommandBuffer()
    write(&buffer)
    return (String(decoding: buffer.contents, as: UTF8.self), buffer.isComplete)
  }

  @Test func writesEveryKindOfArgument() {
    let bytes: [UInt8] = [13, 10, 0]
    let key: StaticString = "käse"
    let (written, isComplete) = text { buffer in
      buffer.command(arguments: 8)
      buffer.argument(key)
      buffer.argument("")
      buffer.argument("日本")
      buffer.argument(bytes.span)
      buffer.argument("budget:", "BTC")
      buffer.argument(length: 5)
      buffer.append("a:")
      buffer.append("bcd")
      buffer.arguments(EncodedArguments(["x", "yy"]))
    }
    #expect(
      written == "*8\r\n$5\r\nkäse\r\n$0\r\n\r\n$6\r\n日本\r\n$3\r\n\r\n\0\r\n$10\r\nbudget:BTC\r\n$5\r\na:bcd\r\n$1\r\nx\r\n$2\r\nyy\r\n")
    #expect(isComplete)
  }

  @Test(arguments: [0, 9, 10, 99, 100, -1, -10, 1_234_567_890, Int.max, Int.min])
  func writesNumbers(_ number: Int) {
    let (written, isComplete) = text { buffer in
      buffer.command(arguments: 1)
      buffer.argument(number)
    }
    #expect(written == "*1\r\n$\("\(number)".count)\r\n\(number)\r\n")
    #expect(isComplete)
  }

  @Test func noticesCommandsThatAreNotWhole() {
    #expect(!text { $0.command(arguments: 1) }.1)
    #expect(!text { $0.command(arguments: 0) }.1)
    #expect(!text { $0.command(arguments: Int.min) }.1)
    #expect(!text { $0.argument("x") }.1)
    #expect(
      !text {
        $0.command(arguments: 1)
        $0.argument("x")
        $0.argument("y")
      }.1)
    #expect(
      !text {
        $0.command(arguments: 1)
        $0.argument(length: 3)
        $0.append("xy")
      }.1)
    #expect(
      !text {
        $0.command(arguments: 1)
        $0.argument(length: 1)
        $0.append("xy")
      }.1)
    #expect(
      !text {
        $0.command(arguments: 1)
        $0.argument(length: -1)
      }.1)
    #expect(
      !text {
        $0.command(arguments: 2)
        $0.argument("x")
        $0.command(arguments: 1)
        $0.argument("x")
      }.1)
    #expect(
      !text {
        $0.command(arguments: 1)
        $0.arguments(EncodedArguments(["x", "y"]))
      }.1)
  }
}
