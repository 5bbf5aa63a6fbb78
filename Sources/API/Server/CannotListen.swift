internal import NIOCore
internal import NIOPosix

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// The server's address cannot be had.
public struct CannotListen: Error, CustomStringConvertible {
  /// The address.
  public let address: ListenAddress
  private let reason: String

  init(address: ListenAddress, reason: String) {
    self.address = address
    self.reason = reason
  }

  init(address: ListenAddress, error: any Error) {
    self.address = address
    if error is UnixDomainSocketPathWrongType {
      reason = "something that is no socket stands there"
      return
    }
    switch (error as? IOError)?.errnoCode {
    case EADDRINUSE?: reason = "another process listens there"
    case EACCES?: reason = "this user may not listen there"
    case ENOENT?: reason = "there is no such folder"
    case EADDRNOTAVAIL?: reason = "this machine has no such address"
    default: reason = "\(error)"
    }
  }

  /// What is wrong, for a person.
  public var description: String { "cannot listen on \(address): \(reason)" }
}
