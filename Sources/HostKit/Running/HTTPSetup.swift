internal import API
internal import Diagnostics
internal import Logging
internal import Policy

/// What the options and the environment say of HTTP, taken together and found good.
struct HTTPSetup {
  /// Why the host does not start so.
  struct Refusal: Error {
    let message: String
  }

  let address: ListenAddress
  let gatekeeper: Gatekeeper

  /// The setup; nil where the host is not to listen.
  init?(_ options: HTTPOptions, environment: PolicyEnvironment = .process, logger: Logger) throws(Refusal) {
    guard let address = try Self.address(options, environment) else { return nil }
    let token = try options.tokenFile.map { path throws(Refusal) in try Self.token(path, logger) }
    guard address.isLoopback || token != nil || options.isInsecure else {
      throw Refusal(
        message: "other machines can reach \(address): give --http-token-file, or --http-insecure if something before it asks who they are")
    }
    if !address.isLoopback, token == nil {
      logger.warning("everybody who can reach the host may ask it everything", metadata: ["address": "\(address)"])
    }
    self.address = address
    gatekeeper = Gatekeeper(hosts: HostNames(listening: address, others: options.names), token: token)
  }

  private static func address(_ options: HTTPOptions, _ environment: PolicyEnvironment) throws(Refusal) -> ListenAddress? {
    if let listen = options.listen {
      guard listen != "none" else { return nil }
      do throws(ListenAddress.Malformed) {
        return try ListenAddress(listen)
      } catch {
        throw Refusal(message: "--listen: \(error)")
      }
    }
    guard let text = environment["PORT"] else { return ListenAddress(host: "127.0.0.1", port: 8049) }
    guard let port = ListenAddress.port(text) else {
      throw Refusal(message: "the variable PORT is a number from 0 to 65535, and it is `\(text.shown(limit: 60))`")
    }
    return ListenAddress(host: "127.0.0.1", port: port)
  }

  private static func token(_ path: String, _ logger: Logger) throws(Refusal) -> BearerToken {
    let bytes: [UInt8]
    do throws(FileReader.Fault) {
      bytes = try FileReader.bytes(path, limit: BearerToken.mostBytes + 2)
      if try FileReader.othersMayRead(path) {
        logger.warning("other users may read the token", metadata: ["file": "\(path)", "help": "chmod o-rwx,g-w"])
      }
    } catch {
      throw Refusal(message: "the token cannot be read from `\(path)`: \(error.message)")
    }
    do throws(BearerToken.Unusable) {
      return try BearerToken(file: bytes)
    } catch {
      throw Refusal(message: "the token in `\(path)` cannot be used: \(error)")
    }
  }
}
