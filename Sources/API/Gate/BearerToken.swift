/// The secret that clients show.
public struct BearerToken: Sendable, CustomStringConvertible {
  /// What is wrong with a token.
  public struct Unusable: Error, CustomStringConvertible {
    /// The rule that it breaks, for a person.
    public let description: String
  }

  /// The fewest bytes of a token: what is shorter can be tried out.
  public static let fewestBytes = 16
  /// The most bytes of a token.
  public static let mostBytes = 1024

  private let bytes: [UInt8]

  /// The token in a file: one line of visible ASCII, with or without its end.
  public init(file bytes: [UInt8]) throws(Unusable) {
    var bytes = bytes
    while let last = bytes.last, last == 10 || last == 13 || last == 32 { bytes.removeLast() }
    guard !bytes.isEmpty else { throw Unusable(description: "it is empty") }
    guard bytes.count >= Self.fewestBytes else {
      throw Unusable(description: "it has \(bytes.count) bytes, and a token has at least \(Self.fewestBytes)")
    }
    guard bytes.count <= Self.mostBytes else { throw Unusable(description: "it is longer than \(Self.mostBytes) bytes") }
    guard bytes.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw Unusable(description: "a token is one line of visible ASCII without spaces")
    }
    self.bytes = bytes
  }

  /// Whether a text is the token. How long this takes depends on the text alone, and not on how much of it is right.
  func matches(_ text: some StringProtocol) -> Bool {
    let given = Array(text.utf8)
    var difference = given.count ^ bytes.count
    for index in given.indices { difference |= Int(given[index] ^ bytes[index % bytes.count]) }
    return difference == 0
  }

  /// Nothing of it.
  public var description: String { "<redacted>" }
}
