public import Diagnostics
public import Governor
public import Logging

/// What the API needs of the host around it.
public struct APIHooks: Sendable {
  /// A page of metrics.
  public struct MetricsPage: Sendable {
    /// The body, compressed if so.
    public let body: [UInt8]
    /// Its type, with the version of the format.
    public let contentType: String
    /// How it is compressed; nil where it is not.
    public let contentEncoding: String?

    /// A page.
    public init(body: [UInt8], contentType: String, contentEncoding: String? = nil) {
      self.body = body
      self.contentType = contentType
      self.contentEncoding = contentEncoding
    }
  }

  /// Makes the page of metrics for the headers `Accept` and `Accept-Encoding`.
  public typealias Metrics = @Sendable (_ accept: String?, _ acceptEncoding: String?) async -> MetricsPage

  /// What came of loading the policies anew.
  public struct Reloading: Sendable {
    /// Whether the new policies run.
    public let isGood: Bool
    /// The policies that run from their next tick on, by name, each with the hash of its text.
    public let policies: [(name: String, hash: String)]
    /// Which policies were added, changed and removed: lists of names by these words.
    public let changes: [(word: String, names: [String])]
    /// What was found.
    public let findings: [Diagnostic]

    /// What came of it.
    public init(
      isGood: Bool, policies: [(name: String, hash: String)], changes: [(word: String, names: [String])] = [], findings: [Diagnostic]
    ) {
      self.changes = changes
      self.isGood = isGood
      self.policies = policies
      self.findings = findings
    }
  }

  /// The version of the host.
  public var version: String
  /// Where what is out of the ordinary is logged.
  public var logger: Logger
  /// The host's clock.
  public var clock: any GovernorClock = SystemClock()
  /// Whether the host writes nothing: then nothing is injected either.
  public var isDryRun = false
  /// Makes the page of metrics; nil where the host has none.
  public var metrics: Metrics?
  /// Loads the policies anew; nil where the host cannot.
  public var reload: (@Sendable () async -> Reloading)?
  /// How a shadow differs from its primary, as JSON; nil where that is not known yet.
  public var comparison: (@Sendable (LivePolicy) -> String?)?

  /// Hooks of which only the first two are there.
  public init(version: String, logger: Logger) {
    self.version = version
    self.logger = logger
  }
}
