internal import API
internal import ArgumentParser

/// Where a host listens, and who gets in.
struct HTTPOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Where the host answers HTTP: 127.0.0.1:8049, [::1]:8049, unix:/run/governor.sock, or none. Port 0 takes a free one.",
      discussion: "Left out, it is 127.0.0.1 with the port in the variable PORT, or 8049.", valueName: "address:port"))
  var listen: String?

  @Option(
    name: .customLong("http-token-file"),
    help: ArgumentHelp(
      "A file with the token that clients have to show, as `Authorization: Bearer`. /live, /ready and /health are answered without.",
      valueName: "file"))
  var tokenFile: String?

  @Option(
    name: .customLong("http-host"),
    help: ArgumentHelp("A further name by which clients may call the host. May be given several times.", valueName: "name"))
  var names: [String] = []

  @Flag(
    name: .customLong("http-insecure"),
    help: "Listen where other machines can reach it, without a token.")
  var isInsecure = false

  func validate() throws {
    guard let listen, listen != "none" else { return }
    do throws(ListenAddress.Malformed) {
      _ = try ListenAddress(listen)
    } catch {
      throw ValidationError("--listen takes an address and a port, or none; \(error)")
    }
  }
}
