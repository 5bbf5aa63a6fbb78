/// The version of the host.
public enum HostVersion {
  /// As `host --version` prints it.
  public static let current = "0.1.0"
}
