import Diagnostics
import Governor
import GovernorTesting
import Policy
import Sources
import Testing

/// What a policy says of servers is checked when it is loaded, and passwords do not come up in findings.
@Suite struct AddressTests {
  private func findings(redis: String, url: String = "http://127.0.0.1:1/metrics", environment: [String: String] = [:]) throws -> String {
    let registry = try Registry(sources: BuiltinSources.all, sinks: [FakeSink.self])
    let loader = PolicyLoader(catalog: registry.catalog, environment: PolicyEnvironment(environment))
    let text = """
      policy: test
      every: 10s
      connections: {redis: "\(redis)"}
      sources:
        h:
          type: redis_hash
          key: app:state
          fields: {a: {type: number}}
        p:
          type: prometheus
          url: "\(url)"
          metrics: {a: {name: a}}
      sinks:
        out: {type: fake, fields: {at: now}}
      """
    return DiagnosticRenderer().render(loader.load(SourceFile(path: "test.yaml", text: text)).findings)
  }

  @Test(arguments: [
    "redis://h:99999/0", "redis://u:hunter2@h:x/0", "http://u:hunter2@h/", "redis://:hunter2@/0", "redis://u:hunter2@h:6379/nine", "h:6379",
  ])
  func badRedis(_ url: String) throws {
    let text = try findings(redis: "${URL}", environment: ["URL": url])
    #expect(text.contains("error["))
    #expect(!text.contains("hunter2"))
  }

  @Test(arguments: [
    "ftp://u:hunter2@h/", "http://", "file:///etc/passwd", "http://u:hunter2@h:99999/", "h/metrics", "http://u:hunter2@ h/",
  ])
  func badHTTP(_ url: String) throws {
    let text = try findings(redis: "redis://h", url: "${URL}", environment: ["URL": url])
    #expect(text.contains("error["))
    #expect(!text.contains("hunter2"))
  }
}
