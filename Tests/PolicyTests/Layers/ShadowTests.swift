import Diagnostics
import Governor
import Policy
import Testing

@Suite struct ShadowTests {
  private static let files = ["base.yaml": Layering.base, "plain.yaml": Layering.plainBase]

  private func shadow(_ more: String = "", settings: [String] = [], environment: [String: String] = [:]) throws -> CheckedPolicy {
    try Layering.load(
      "policy: calm\nextends: base.yaml\nshadow_of: base\n\(more)\n", files: Self.files, environment: environment, settings: settings)
  }

  @Test func aShadowIsInModeShadowWhateverItsPrimaryIs() throws {
    for mode in ["enforce", "shadow"] {
      let policy = try shadow(environment: ["MODE": mode])
      #expect(policy.mode == .shadow && policy.shadowOf == "base")
    }
    #expect(try Layering.load(Layering.plainBase).mode == .enforce)
    #expect(try shadow("mode: shadow").mode == .shadow)
  }

  @Test func neitherASettingNorAVariableMakesAShadowEnforce() throws {
    let text = "policy: calm\nextends: base.yaml\nshadow_of: base\n"
    for (own, settings) in [("", ["mode=enforce"]), ("mode: ${MODE}\n", [])] {
      let outcome = try Loading.load(text + own, environment: ["MODE": "enforce"], files: Self.files, settings: settings)
      #expect(outcome.findings.sorted.map(\.code) == [.badShadow])
    }
  }

  @Test func itsKeysAreItsOwn() throws {
    #expect(try Layering.key(shadow()) == "calm:app:budget:A")
    #expect(try Layering.key(Layering.load(Layering.plainBase)) == "app:budget:A")
    // What the file itself or the command line names is meant as it stands; the rest of the sink may be inherited.
    #expect(try Layering.key(shadow("sinks: {out: {key: \"mine:{symbol}\"}}")) == "mine:A")
    #expect(try Layering.key(shadow("sinks: {out: {ttl: 5s}}")) == "calm:app:budget:A")
    #expect(
      try Layering.key(shadow(settings: ["sinks.out.key=set:{symbol}"].map { $0.replacing("set:{symbol}", with: "'set:{symbol}'") }))
        == "set:A")
  }

  /// A key that a shadow's base, itself a shadow, has named is not the second shadow's own.
  @Test func aSecondShadowHasKeysOfItsOwnToo() throws {
    let files = Self.files.merging([
      "calm.yaml": "policy: calm\nextends: base.yaml\nshadow_of: base\nsinks: {out: {key: \"calm:{symbol}\"}}\n"
    ]) { $1 }
    let policy = try Layering.load("policy: bold\nextends: calm.yaml\nshadow_of: base\n", files: files)
    #expect(Layering.key(policy) == "bold:calm:A")
  }

  @Test func sourcesReadThePrimarysKeys() throws {
    let base = """
      policy: base
      for_each: {symbol: rows}
      connections: {redis: redis://localhost}
      sources:
        rows: {type: redis_scan, keys: "app:state:{symbol}", fields: {x: {type: number}}}
      sinks:
        out: {type: redis_hash, key: "app:budget:{symbol}", ttl: 60s, fields: {x: rows.x}}
      """
    let policy = try Layering.load("policy: calm\nextends: base.yaml\nshadow_of: base\n", files: ["base.yaml": base])
    guard case .placeholder(_, let span)? = policy.sources.first?.configuration.entities else {
      Issue.record("the scan finds no entities")
      return
    }
    #expect(span.file.path == "base.yaml" && !policy.layers.prefixedKeys.contains(span))
    #expect(policy.layers.prefixedKeys.count == 1)
  }

  @Test func nothingThatPublishesIsInherited() throws {
    let policy = try shadow()
    #expect(policy.metrics.isEmpty)
    #expect(policy.checks.map(\.name) == ["quiet"])
  }

  @Test func aShadowWithAFileOfItsOwnHasItsKeysAsWritten() throws {
    let text = Layering.plainBase.split(separator: "\n").filter {
      !$0.contains("app_runs") && !$0.hasPrefix("metrics") && !$0.hasPrefix("mode")
    }
    let policy = try Layering.load(text.joined(separator: "\n").replacing("policy: base", with: "policy: own\nshadow_of: base"))
    #expect(Layering.key(policy) == "app:budget:A")
    let primary = try Layering.load(Layering.plainBase)
    #expect(PolicySet([policy, primary]).findings.sorted.map(\.code) == [.shadowWritesPrimary])
    #expect(PolicySet([primary, policy]).findings.sorted.map(\.code) == [.shadowWritesPrimary])
    #expect(PolicySet([policy], knowing: [primary]).findings.sorted.map(\.code) == [.shadowWritesPrimary])
  }

  @Test func aShadowBesideItsPrimaryIsGood() throws {
    let primary = try Layering.load(Layering.plainBase)
    #expect(try PolicySet([shadow(), primary]).findings.isEmpty)
    #expect(try PolicySet([shadow()], knowing: [primary]).findings.isEmpty)
    // Who is known only for reference is not looked at alone.
    #expect(PolicySet([primary], knowing: [primary]).findings.isEmpty)
  }

  /// Nothing is said of a primary whose own file is at fault.
  @Test func anUnknownPrimaryIsReportedOnlyOfAWholeRun() throws {
    #expect(try PolicySet([shadow()]).findings.sorted.map(\.code) == [.unknownPrimary])
    #expect(try PolicySet([shadow()], isComplete: false).findings.isEmpty)
  }

  @Test func twoShadowsOfOnePrimaryAreKeptApart() throws {
    let primary = try Layering.load(Layering.plainBase)
    let one = try Layering.load(
      "policy: one\nextends: base.yaml\nshadow_of: base\nsinks: {out: {key: \"s:{symbol}\"}}\n", files: Self.files)
    let two = try Layering.load(
      "policy: two\nextends: base.yaml\nshadow_of: base\nsinks: {out: {key: \"s:{symbol}\"}}\n", files: Self.files)
    #expect(PolicySet([primary, one, two]).findings.sorted.map(\.code) == [.overlappingKeys])
  }

  private static func reading(_ name: String, _ source: String, more: String = "") -> String {
    """
    policy: \(name)
    connections: {redis: redis://localhost, second: redis://localhost/1}
    sources:
      data: {\(source), fields: {x: {type: number}}}
    sinks:
      out: {type: redis_hash, key: "\(name):out", ttl: 60s, fields: {x: \(source.contains("scan") ? "mean(data.x)" : "data.x")}}
    \(source.contains("scan") ? "for_each: {symbol: data}" : "")
    \(more)

    """
  }

  /// Whoever acts on the primary would act on what is only being tried.
  @Test(arguments: [
    ("type: redis_hash, key: app:in", "app:in", true), ("type: redis_hash, key: app:in", "calm:app:in", false),
    ("type: redis_hash, key: app:in, connection: second", "app:in", false),
    ("type: redis_scan, keys: \"app:{symbol}\"", "app:in", true), ("type: redis_scan, keys: \"app:{symbol}:now\"", "app:in:now", true),
    // A scan finds one segment, and leaves alone what does not fit.
    ("type: redis_scan, keys: \"app:{symbol}\"", "app:in:now", false), ("type: redis_scan, keys: \"{symbol}:in\"", "calm:app:in", false),
  ]) func aShadowDoesNotWriteWhatALivePolicyReads(_ source: String, _ key: String, _ isRefused: Bool) throws {
    let primary = try Layering.load(Self.reading("base", source))
    for sink in ["type: redis_hash, key: \"\(key)\", ttl: 20s", "type: redis_stream, stream: \"\(key)\", max_length: 10"] {
      let text =
        "shadow_of: base\nconnections: {redis: redis://localhost}\nsinks: {mine: {\(sink), fields: {at: now}}}\n"
      let own = try Layering.load("policy: calm\n" + text)
      let heir = try Layering.load("policy: calm\nextends: base.yaml\n" + text, files: ["base.yaml": Self.reading("base", source)])
      for shadow in [own, heir] {
        let expected: [DiagnosticCode] = isRefused ? [.shadowWritesPrimary] : []
        #expect(PolicySet([shadow, primary]).findings.sorted.map(\.code) == expected)
        #expect(PolicySet([primary, shadow]).findings.sorted.map(\.code) == expected)
        let alone = PolicySet([shadow], knowing: [primary])
        #expect(alone.findings.sorted.map(\.code) == expected && alone.findings(of: shadow).count == expected.count)
      }
    }
  }

  @Test func aShadowMayFeedAnotherShadowAndNoOtherLivePolicy() throws {
    let primary = try Layering.load(Self.reading("base", "type: redis_hash, key: app:in"))
    let shadow = try Layering.load(
      "policy: calm\nshadow_of: base\nconnections: {redis: redis://localhost}\n"
        + "sinks: {mine: {type: redis_hash, key: tried:in, ttl: 20s, fields: {at: now}}}\n")
    let reader = Self.reading("reader", "type: redis_hash, key: tried:in")
    let live = PolicySet([primary, shadow, try Layering.load(reader)])
    #expect(live.findings.sorted.map(\.code) == [.shadowWritesPrimary] && live.findings(of: shadow).count == 1)
    let tried = try Layering.load(Self.reading("reader", "type: redis_hash, key: tried:in", more: "shadow_of: base"))
    #expect(PolicySet([primary, shadow, tried]).findings.isEmpty)
    // Policies of their own may hand results on.
    let writer = try Layering.load(Self.reading("writer", "type: redis_hash, key: app:in").replacing("writer:out", with: "tried:in"))
    #expect(PolicySet([writer, try Layering.load(reader)]).findings.isEmpty)
  }
}
