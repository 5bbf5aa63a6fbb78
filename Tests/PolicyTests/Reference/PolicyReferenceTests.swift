import Diagnostics
import Sinks
import Sources
import Testing

@testable import Governor
@testable import Policy

/// The reference tells what the loader asks for, no more and no less.
@Suite struct PolicyReferenceTests {
  private func reference() throws -> PolicyReference {
    PolicyReference(catalog: try Registry(sources: BuiltinSources.all, sinks: BuiltinSinks.all).catalog)
  }

  /// The fields that the loader names where it meets one that it does not know.
  private func asked(_ text: String) throws -> Set<String> {
    let findings = try Loading.load(text).findings.sorted
    let finding = try #require(findings.first { $0.code == .unknownField && $0.message.hasPrefix("`nonsense`") }, "\(findings)")
    let note = try #require(finding.notes.first { $0.hasPrefix("fields: ") })
    return Set(note.dropFirst("fields: ".count).replacing("`", with: "").split(separator: ", ").map(String.init))
  }

  @Test func ofAPolicy() throws {
    let reference = try reference()
    #expect(try asked("nonsense: 1\n") == Set(reference.fields.map(\.name)))
  }

  @Test(arguments: PluginKind.allCases) func ofEveryPlugin(_ kind: PluginKind) throws {
    let reference = try reference()
    for plugin in reference.plugins(kind) {
      let names = Set((plugin.own + plugin.common).map(\.name)).union(["type"])
      #expect(try asked("policy: a\n\(kind.rawValue)s: {x: {type: \(plugin.name), nonsense: 1}}\n") == names)
    }
  }

  @Test(arguments: [
    ("params", "{value: 1, nonsense: 1}"), ("checks", "{nonsense: 1}"), ("metrics", "{nonsense: 1}"), ("api", "{nonsense: 1}"),
  ])
  func ofEverySection(_ section: String, _ body: String) throws {
    let field = try #require(try reference().fields.first { $0.name == section })
    guard case .map(let item, _, _) = field.type else {
      Issue.record("`\(section)` is no mapping of names")
      return
    }
    var forms = [item]
    if case .either(let several) = item { forms = several }
    let names = forms.compactMap { form -> [FieldDescription]? in if case .object(let fields, _, _, _) = form { fields } else { nil } }
    #expect(try asked("policy: a\n\(section): {x: \(body)}\n") == Set(names.joined().map(\.name)))
  }

  @Test func thePluginsOfAThirdPartyAreInTheSchema() {
    struct Nothing: SinkConfiguration {
      let level: Int
      var outputs: [OutputField] { [] }
      var templates: [KeyTemplate] { [] }
      var writtenKeys: WrittenKeys? { nil }
    }
    let schema = Schema(.required("level", .integer(1...5), "How loud."), make: { Nothing(level: $0) })
    let reference = PolicyReference(catalog: PluginCatalog(sources: [:], sinks: ["horn": .init(schema, summary: "Blows.")]))
    #expect(reference.plugins(.sink).map(\.summary) == ["Blows."])
    #expect(reference.jsonSchema.contains("\"sink_horn\""))
    #expect(reference.jsonSchema.contains("\"description\": \"How loud.\""))
  }

  @Test func everyOperatorStandsOnce() {
    let operators = ExpressionReference().operators.joined()
    for sign in BinaryOperator.allCases where sign != .subtract { #expect(operators.count { $0 == sign.rawValue } == 1) }
    #expect(operators.count { $0 == "-" } == 2, "between two operands, and in front of one")
  }

  /// YAML's null is no text.
  @Test func anItemOfAListIsNotNull() {
    let findings = Document.read(
      SourceFile(path: "a.yaml", text: "names: [a, ~]\n"),
      as: Schema(.required("names", .list(.text, of: "`names`"), "Names."), make: { (names: [String]) in names }), named: "the file"
    ).findings.sorted
    #expect(findings.map(\.code) == [.emptyValue])
  }
}
