extension Diagnostic {
  /// The finding as a JSON object, with the members that it has in `host validate --format json`. Passwords in it are covered already.
  public var json: String { JSONReport.finding(self) }
}
