/// The constant arguments of a command, encoded once and appended many times.
public struct EncodedArguments: Sendable, Hashable {
  /// How many arguments there are.
  public let count: Int
  let bytes: [UInt8]

  /// Encodes the arguments in their order.
  public init(_ arguments: [String]) {
    var bytes: [UInt8] = []
    for argument in arguments {
      bytes += "$\(argument.utf8.count)\r\n".utf8
      bytes += argument.utf8
      bytes += [13, 10]
    }
    count = arguments.count
    self.bytes = bytes
  }
}
