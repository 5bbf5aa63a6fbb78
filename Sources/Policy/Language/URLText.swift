/// Helps with URLs that a plugin refuses.
public enum URLText {
  /// What to write where a user or password holds a sign that ends it: `/`, `?`, `#`, `@`, `:` or a blank; else nil. Quotes nothing of it.
  public static func credentialsHelp(_ url: String) -> String? {
    guard let scheme = url.indices.first(where: { url[$0...].hasPrefix("://") }) else { return nil }
    let rest = url[scheme...].dropFirst(3)
    guard let at = rest.lastIndex(of: "@") else { return nil }
    let credentials = rest[..<at]
    let password = credentials.firstIndex(of: ":").map { credentials[credentials.index(after: $0)...] } ?? credentials
    let codes: [(Character, String)] = [("/", "%2F"), ("@", "%40"), ("?", "%3F"), ("#", "%23"), (":", "%3A"), (" ", "%20")]
    let found = codes.filter { password.contains($0.0) || ($0.0 != ":" && credentials.contains($0.0)) }
    guard !found.isEmpty else { return nil }
    let pairs = found.map { "`\($0.1)` for `\($0.0)`" }.joined(separator: ", ")
    return "in a user or password, write \(pairs)"
  }
}
