/// One header line of a request.
public struct HTTPHeader: Sendable {
  /// The name, such as `Accept`.
  public let name: String
  /// The value. Never shown in a message: it may be a secret.
  public let value: String

  /// Makes a header line; the fetcher refuses what would break out of the line.
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  /// The line for curl; nil where the name is no token or the value has control characters.
  var line: String? {
    let isName = !name.utf8.isEmpty && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !Self.separators.contains($0) }
    let isValue = value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
    guard isName, isValue else { return nil }
    // To curl, `Name:` removes a header; `Name;` sends it empty.
    return value.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) ? "\(name);" : "\(name): \(value)"
  }

  private static let separators = Set("()<>@,;:\\\"/[]?={}".utf8)
}
