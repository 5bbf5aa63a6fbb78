import Diagnostics
import Policy
import Testing

@Suite struct ExtendsTests {
  /// The merged tree as it stands before variables are put in.
  private func written(_ text: String, _ files: [String: String]) throws -> Node {
    var bag = DiagnosticBag()
    let resolved = try Loading.loader(files: files).resolve(SourceFile(path: "mine.yaml", text: text), into: &bag)
    #expect(bag.isEmpty, "\(DiagnosticRenderer().render(bag))")
    return try #require(resolved).written
  }

  private func text(_ node: Node) -> String {
    switch node.content {
    case .scalar(let scalar): scalar.text
    case .sequence(let items): "[" + items.map { text($0) }.joined(separator: ", ") + "]"
    case .mapping(let entries): "{" + entries.map { "\($0.key): \(text($0.value))" }.joined(separator: ", ") + "}"
    }
  }

  @Test(arguments: [
    // Mappings merge in the order of the base; scalars and lists replace.
    ("a: {x: 1, y: 2}", "a: {y: 3, z: 4}", "{a: {x: 1, y: 3, z: 4}}"),
    ("a: [1, 2]", "a: [3]", "{a: [3]}"),
    ("a: {x: 1}", "a: 5", "{a: 5}"),
    ("a: 5", "a: {x: 1}", "{a: {x: 1}}"),
    ("a: [1]", "a: {x: 1}", "{a: {x: 1}}"),
    ("a: {b: {c: {d: 1, e: 2}}}", "a: {b: {c: {e: 3}}}", "{a: {b: {c: {d: 1, e: 3}}}}"),
    // A param's short form is its value.
    ("params: {p: {value: 1, range: '[0, 1]'}}", "params: {p: 0.5}", "{params: {p: {value: 0.5, range: [0, 1]}}}"),
    ("params: {p: 0.5}", "params: {p: {unit: usd}}", "{params: {p: {value: 0.5, unit: usd}}}"),
    ("params: {p: 1}", "params: {p: 2}", "{params: {p: 2}}"),
    // Nowhere else.
    ("values: {p: {value: 1}}", "values: {p: 2}", "{values: {p: 2}}"),
  ]) func merges(_ base: String, _ own: String, _ merged: String) throws {
    let tree = try written("policy: mine\nextends: base.yaml\n\(own)\n", ["base.yaml": "policy: base\n\(base)\n"])
    #expect(text(tree) == "{policy: mine, " + merged.dropFirst())
  }

  @Test func aFileMayExtendOneThatExtendsFromTheFolderOfEach() throws {
    let tree = try written(
      "policy: mine\nextends: deep/middle.yaml\na: 1\n",
      [
        "deep/middle.yaml": "policy: middle\nextends: ../lowest.yaml\na: 2\nb: 2\n",
        "deep/../lowest.yaml": "policy: lowest\na: 3\nb: 3\nc: 3\n",
      ])
    #expect(text(tree) == "{policy: mine, a: 1, b: 2, c: 3}")
  }

  @Test func anOverriddenParamKeepsItsRange() throws {
    let outcome = try Loading.load(
      "policy: mine\nextends: base.yaml\nparams: {share: 3}\n", path: "mine.yaml", files: ["base.yaml": Layering.plainBase])
    #expect(outcome.findings.sorted.map(\.code) == [.outOfRange])
    #expect(outcome.findings.sorted.first?.span?.description == "mine.yaml:3:17")
  }

  @Test func anOverriddenVariableNeedNotBeSet() throws {
    let base = Layering.plainBase.replacing("limit: 500", with: "limit: ${NOWHERE}")
    #expect(try Loading.load(base).policy == nil)
    #expect(
      try Layering.load("policy: mine\nextends: base.yaml\nparams: {limit: 7}\n", files: ["base.yaml": base]).params.map(\.text) == [
        "0.02", "7",
      ])
  }

  @Test func eachPlaceKnowsItsFile() throws {
    let policy = try Layering.load("policy: mine\nextends: base.yaml\nvalues: {budget: rows.equity * share}\n")
    #expect(policy.sources.first?.span.file.path == "base.yaml")
    #expect(policy.file.path == "mine.yaml" && policy.layers.nameSpan.file.path == "mine.yaml")
    #expect(policy.layers.bases.map(\.name) == ["base"])
  }

  @Test func filesThatAreLargeOnlyTogetherAreRefused() throws {
    func policy(_ name: String, extends base: String?) -> String {
      "policy: \(name)\n" + (base.map { "extends: \($0)\n" } ?? "") + "values: {"
        + (0..<9000).map { "\(name)\($0): 1" }.joined(separator: ", ") + "}\n"
    }
    let files = [
      "b.yaml": policy("b", extends: "c.yaml"), "c.yaml": policy("c", extends: "d.yaml"), "d.yaml": policy("d", extends: nil),
    ]
    let outcome = try Loading.load(policy("a", extends: "b.yaml"), files: files)
    #expect(outcome.findings.sorted.map(\.code) == [.limitExceeded])
  }

  /// A cycle that no path shows, such as one of links, ends at the limit of the chain.
  @Test func aCycleUnderEverNewNamesEnds() throws {
    let loader = PolicyLoader(
      catalog: PluginCatalog(sources: [:], sinks: [:]), environment: PolicyEnvironment([:]),
      files: PolicyFiles { path throws(PolicyFiles.Refusal) in SourceFile(path: path, text: "policy: p\nextends: next/x.yaml\n") })
    #expect(
      loader.load(SourceFile(path: "x.yaml", text: "policy: p\nextends: next/x.yaml\n")).findings.sorted.map(\.code) == [.limitExceeded])
  }

  @Test func withoutFilesNothingCanBeExtended() throws {
    #expect(try Loading.load("policy: mine\nextends: base.yaml\n").findings.sorted.map(\.code) == [.badBase])
  }
}
