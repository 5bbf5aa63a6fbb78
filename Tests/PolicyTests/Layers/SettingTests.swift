import Diagnostics
import Policy
import Testing

@Suite struct SettingTests {
  private func params(_ settings: [String], _ environment: [String: String] = [:]) throws -> [String: String] {
    let policy = try Layering.load(Layering.plainBase, environment: environment, settings: settings)
    return Dictionary(policy.params.map { ($0.name, $0.text) }) { $1 }
  }

  @Test func aSettingGoesOverTheFile() throws {
    #expect(try params(["params.share=0.03"]) == ["share": "0.03", "limit": "500"])
    #expect(try params(["params.share.value=0.03", "params.share.range=[0, 0.1]"])["share"] == "0.03")
    #expect(try params(["params.limit={value: 5, unit: usd}"])["limit"] == "5")
    #expect(try params(["params.limit.unit=usd"])["limit"] == "500")
    #expect(try params(["params={limit: 9}"]) == ["share": "0.02", "limit": "9"])
    #expect(try params(["params.share=${SHARE:-0.5}"])["share"] == "0.5")
    #expect(try params(["params.share=${SHARE:-0.5}"], ["SHARE": "0.6"])["share"] == "0.6")
  }

  @Test func theLastOneCounts() throws {
    #expect(try params(["params.share=0.03", "params.share=0.04"])["share"] == "0.04")
  }

  @Test func aSettingGoesOverWhatExtends() throws {
    let policy = try Layering.load("policy: mine\nextends: base.yaml\nparams: {limit: 7}\n", settings: ["params.limit=8", "every=3s"])
    #expect(policy.params.last?.text == "8" && policy.every == 3)
  }

  @Test func aFormulaCanBeSetAsAWhole() throws {
    let policy = try Layering.load(Layering.plainBase, settings: ["values.stress=0.5", "mode=shadow"])
    #expect(policy.values.map(\.name) == ["stress", "budget"] && policy.mode == .shadow)
  }

  @Test(arguments: ["", "params.x", "=1", ".x=1", "params.=1", "params..x=1", " =1", "params. .x=1"])
  func aTextThatIsNoSettingIsRefused(_ text: String) {
    #expect(throws: PolicySetting.Malformed.self) { try PolicySetting(text) }
  }

  @Test(arguments: [
    ("params.shar=1", "<command line>:1:14"), ("parms.share=1", "<command line>:1:7"), ("sinks.outt.ttl=1s", "<command line>:1:13"),
    ("values.stress.weights.sharee=1", "<command line>:1:29"), ("sources.rows.fields.calmm={type: number}", "<command line>:1:27"),
    ("connections.rediss=redis://a", "<command line>:1:19"), ("params={sharee: 1}", "<command line>:1:15"),
    ("sinks.out.fields.x=1", "<command line>:1:24"), ("values.stress.clamp.0=1", "<command line>:1:27"),
    ("policy.x=1", "<command line>:1:14"),
    ("shadow_of=base", "<command line>:1:7"), ("metrics.app_runs=1", "<command line>:1:15"),
  ]) func aSettingNeverMakesAName(_ setting: String, _ place: String) throws {
    let outcome = try Loading.load(Layering.plainBase, settings: [setting])
    #expect(outcome.findings.sorted.map(\.code) == [.badSetting], "\(Loading.shown(outcome))")
    #expect(outcome.findings.sorted.first?.span?.description == place)
  }

  @Test func aPasswordInASettingIsNotShown() throws {
    let outcome = try Loading.load(Layering.plainBase, settings: ["connections.redis=redis://bob:hunter2@host:port"])
    #expect(outcome.policy == nil && !Loading.shown(outcome).contains("hunter2"))
  }

  @Test func placesAreThoseOfTheCommandLine() throws {
    let outcome = try Loading.load(Layering.plainBase, settings: ["values.budget='rows.equity * sharé'"])
    #expect(
      outcome.findings.sorted.compactMap(\.span?.description).allSatisfy { $0.hasPrefix("<command line>:1:36") },
      "\(Loading.shown(outcome))")
    #expect(!outcome.findings.isEmpty)
  }
}
