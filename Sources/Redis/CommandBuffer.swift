/// Bytes of commands in RESP, written by argument, never by format string.
///
/// It counts along: a command with too few or too many arguments, or an argument with another length than announced, is kept as `fault`,
/// for such a command would shift the replies of all that follow it.
public struct CommandBuffer: ~Copyable {
  var bytes: [UInt8] = []
  /// Bytes at the front that are sent already.
  var head = 0
  private var missingArguments = 0
  /// Bytes still to come of an argument that was begun by its length.
  private var missingBytes = 0
  /// Commands begun since the buffer was made.
  private(set) var commands = 0
  /// The first rule that the caller broke; nil if none.
  public private(set) var fault: String?

  /// Makes an empty buffer; a session makes its own, this is for tests of encoders.
  public init() {}

  /// What is written and not yet sent.
  public var contents: [UInt8] { Array(bytes[head...]) }

  /// Whether every command begun is complete.
  public var isComplete: Bool { missingArguments == 0 && missingBytes == 0 && fault == nil }

  /// Begins a command of `count` arguments, its name included; at least 1.
  public mutating func command(arguments count: Int) {
    if missingArguments != 0 || missingBytes != 0 { note("a command begins before the one in front of it is whole") }
    if count < 1 { note("a command has at least one argument, its name") }
    commands += 1
    missingArguments = max(count, 0)
    bytes.append(UInt8(ascii: "*"))
    appendNumber(count)
    appendLineEnd()
  }

  /// Writes one argument.
  public mutating func argument(_ text: StaticString) {
    begin(length: text.utf8CodeUnitCount)
    append(text)
  }

  /// Writes one argument, as UTF-8.
  public mutating func argument(_ text: String) {
    begin(length: text.utf8.count)
    append(text)
  }

  /// Writes one argument.
  public mutating func argument(_ span: Span<UInt8>) {
    begin(length: span.count)
    append(span)
  }

  /// Writes one argument: the number in decimal digits.
  public mutating func argument(_ number: Int) {
    begin(length: Self.digits(number))
    appendNumber(number)
    filled(Self.digits(number))
  }

  /// Writes one argument made of two texts in a row, such as a key of a prefix and a name.
  public mutating func argument(_ prefix: String, _ rest: String) {
    begin(length: prefix.utf8.count + rest.utf8.count)
    append(prefix)
    append(rest)
  }

  /// Begins an argument of `length` bytes, which `append` then fills exactly.
  public mutating func argument(length: Int) {
    if length < 0 { note("the length of an argument is 0 or more") }
    begin(length: max(length, 0))
  }

  /// Writes arguments that were encoded before.
  public mutating func arguments(_ encoded: EncodedArguments) {
    if missingBytes != 0 { note("an argument begins before the one in front of it is whole") }
    if encoded.count > missingArguments { note("a command has more arguments than announced") }
    missingArguments -= encoded.count
    bytes.append(contentsOf: encoded.bytes)
  }

  /// Fills the argument that was begun by its length.
  public mutating func append(_ text: StaticString) {
    if text.hasPointerRepresentation {
      // The literal lives as long as the program.
      unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
      filled(text.utf8CodeUnitCount)
    } else {
      append(text.description)
    }
  }

  /// Fills the argument that was begun by its length, as UTF-8.
  public mutating func append(_ text: String) {
    let count = text.utf8.count
    bytes.append(contentsOf: text.utf8)
    filled(count)
  }

  /// Fills the argument that was begun by its length.
  public mutating func append(_ span: Span<UInt8>) {
    // The pointer is used inside of the closure alone.
    unsafe span.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    filled(span.count)
  }

  private mutating func begin(length: Int) {
    if missingBytes != 0 { note("an argument begins before the one in front of it is whole") }
    if missingArguments < 1 { note("a command has more arguments than announced") }
    missingArguments -= 1
    bytes.append(UInt8(ascii: "$"))
    appendNumber(length)
    appendLineEnd()
    missingBytes = length
    if length == 0 { appendLineEnd() }
  }

  private mutating func filled(_ count: Int) {
    guard count > 0 else { return }
    missingBytes -= count
    if missingBytes == 0 {
      appendLineEnd()
    } else if missingBytes < 0 {
      note("an argument is longer than announced")
      missingBytes = 0
    }
  }

  private mutating func note(_ rule: String) {
    if fault == nil { fault = rule }
  }
}
