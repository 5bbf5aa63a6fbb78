import Diagnostics
import Foundation
import Policy
import Testing

@testable import Demo

/// The simulated world, without a server.
@Suite struct WorldTests {
  private let text = """
    demo: test
    entities: {names: [A, B, C, D], open: [1, 3], change_every: 2s}
    hashes:
      state:
        key: state
        fields: {equity: {walk: {start: 100, step: 50, range: [90, 110]}}, time: now}
        outage: {after: 10s, lasts: 5s, every: 20s}
      position:
        key: "position:{entity}"
        only_open: true
        fields: {size: "7"}
    metrics:
      series: {load: {walk: {start: 0.5, step: 1, range: [0, 1]}}}
      outage: {after: 3s, lasts: 2s, every: 60s}
    """

  private func world() throws -> World {
    let document = Document.read(SourceFile(path: "world.yaml", text: text), as: Scenario.schema, named: "a world")
    return World(try #require(document.value, "\(DiagnosticRenderer().render(document.findings))"))
  }

  @Test func walksStayInTheirRange() throws {
    var world = try world()
    for _ in 0..<400 {
      for case .write("state", let fields) in world.step(by: 1, now: 1000) {
        let equity = try #require(fields.first { $0.name == "equity" }.flatMap { Double($0.value) })
        #expect((90...110).contains(equity))
        #expect(fields.first { $0.name == "time" }?.value == "1000")
      }
    }
  }

  @Test func producersFallSilentAndComeBack() throws {
    var world = try world()
    var silent: [Int] = []
    for second in 1...40 {
      let writes = world.step(by: 1, now: 0).contains { if case .write("state", _) = $0 { true } else { false } }
      if !writes { silent.append(second) }
    }
    #expect(silent == Array(10...14) + Array(30...34))
  }

  @Test func theEndpointFallsSilentToo() throws {
    var world = try world()
    let answers = (1...8).map { _ -> Bool in
      _ = world.step(by: 1, now: 0)
      return world.page(now: 0) != nil
    }
    #expect(answers == [true, true, false, false, true, true, true, true])
  }

  @Test func positionsOpenAndCloseWithinBounds() throws {
    var world = try world()
    var open: Set<String> = []
    var counts: Set<Int> = []
    for _ in 0..<200 {
      for change in world.step(by: 1, now: 0) {
        switch change {
        case .write(let key, _) where key.hasPrefix("position:"): open.insert(key)
        case .delete(let key): #expect(open.remove(key) != nil)
        case .write: break
        }
      }
      counts.insert(open.count)
    }
    #expect(counts.isSubset(of: [1, 2, 3]) && counts.count > 1)
  }

  @Test func theWorldOfEveryPolicyIsGood() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let folder = root.appendingPathComponent("policies/demo")
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    #expect(!files.isEmpty)
    for file in files {
      let text = try String(contentsOf: file, encoding: .utf8)
      let document = Document.read(SourceFile(path: file.path, text: text), as: Scenario.schema, named: "a world")
      #expect(document.value != nil, "\(DiagnosticRenderer().render(document.findings))")
    }
  }

  @Test func theWorldInTheGuideIsGood() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let page = try String(contentsOf: root.appendingPathComponent("docs/guide/demo.md"), encoding: .utf8)
    let parts = page.components(separatedBy: "```")
    let text = try #require(parts.first { $0.hasPrefix("yaml\n") }).dropFirst(5)
    let document = Document.read(SourceFile(path: "demo.md", text: String(text)), as: Scenario.schema, named: "a world", kind: .world)
    #expect(document.value != nil, "\(DiagnosticRenderer().render(document.findings))")
  }

  @Test(arguments: [("policies/risk.yaml", "policies/demo/risk.yaml"), ("risk.yaml", "demo/risk.yaml"), ("/a/b.yaml", "/a/demo/b.yaml")])
  func theWorldStandsBesideThePolicy(policy: String, world: String) {
    #expect(DemoCommand.scenarioPath(policy) == world)
  }
}
