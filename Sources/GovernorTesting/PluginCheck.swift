internal import Governor
internal import Policy
internal import Synchronization

/// What the conformance suites of both kinds of plugins share.
enum PluginCheck {
  static let secret = "s3cr3t-of-the-suite"

  /// Rules that the words of a plugin break.
  static func words(type: String, summary: String, fields: [FieldDescription], examples: PluginExamples) -> [String] {
    var complaints: [String] = []
    let isSnakeCase =
      type.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
      && type.utf8.first.map { (0x61...0x7A).contains($0) } ?? false && !type.contains("__") && !type.hasSuffix("_")
    if !isSnakeCase { complaints.append("the type `\(type)` is not in snake_case") }
    for kind in ["source", "sink", "plugin"] where type.hasSuffix("_" + kind) || type == kind {
      complaints.append("the type `\(type)` says what kind of plugin it is; it should say what it talks to")
    }
    if !summary.hasSuffix(".") || summary.contains("\n") { complaints.append("the summary is not one sentence") }
    for field in fields where field.summary.isEmpty { complaints.append("the field `\(field.name)` has no summary") }
    if examples.accepted.isEmpty { complaints.append("there is no accepted example") }
    if examples.refused.isEmpty { complaints.append("there is no refused example") }
    return complaints
  }

  /// A policy that holds one example, in the forms in which it can stand: alone, as the source of the entities, and beside one.
  static func policies(source body: String) -> [String] {
    let sinks = "sinks:\n  out:\n    type: fake\n    fields:\n      at: now\n"
    let example = "sources:\n  example:\n\(indent(body))"
    let entities = "  found:\n    type: fake\n    finds_entities: true\n"
    return [
      head + example + sinks, head + "for_each: {symbol: example}\n" + example + sinks,
      head + "for_each: {symbol: found}\n" + example + entities + sinks,
    ]
  }

  /// The same for a sink.
  static func policies(sink body: String) -> [String] {
    let example = "sinks:\n  example:\n\(indent(body))"
    let entities = "for_each: {symbol: found}\nsources:\n  found:\n    type: fake\n    finds_entities: true\n"
    return [head + example, head + entities + example]
  }

  // Nobody listens on port 1; the password must not come up in any message.
  private static let head = "policy: example\nevery: 10s\nconnections:\n  redis: redis://user:\(secret)@127.0.0.1:1/0\n"

  private static func indent(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: true).map { "    \($0)\n" }.joined()
  }

  /// The first form that loads without a finding, or what the form with the shortest findings has to say.
  static func load(_ policies: [String], _ registry: Registry) -> Result<CheckedPolicy, RefusedPolicy> {
    var refusals: [RefusedPolicy] = []
    for policy in policies {
      do throws(RefusedPolicy) {
        return .success(try registry.load(policy, path: "example.yaml"))
      } catch {
        refusals.append(error)
      }
    }
    return .failure(refusals.min { $0.description.count < $1.description.count } ?? RefusedPolicy(description: "no form"))
  }

  /// What an action gives, or nil if it does not end in time; then it is cancelled and left behind.
  static func ends<Value: Sendable>(within limit: Duration, _ action: @escaping @Sendable () async -> Value) async -> Value? {
    let box = Box<Value>()
    let task = Task {
      let value = await action()
      box.value.withLock { $0 = value }
    }
    let deadline = ContinuousClock.now.advanced(by: limit)
    while ContinuousClock.now < deadline {
      if let value = box.value.withLock({ $0 }) { return value }
      try? await Task.sleep(for: .milliseconds(1))
    }
    task.cancel()
    return box.value.withLock { $0 }
  }

  private final class Box<Value: Sendable>: Sendable {
    let value = Mutex<Value?>(nil)
  }

  static func complaint(_ fault: PluginFault) -> String? {
    if fault.description.contains(secret) { return "a fault shows the password: \(fault.message.replacing(secret, with: "…"))" }
    if fault.place.isEmpty || fault.message.isEmpty { return "a fault without a place or a message" }
    return nil
  }
}
