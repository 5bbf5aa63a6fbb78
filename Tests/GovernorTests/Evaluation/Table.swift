import Diagnostics
import Testing

@testable import Governor
@testable import Policy

/// Evaluates formulas over columns that a test writes as text.
///
/// The first letter of a name says what it is: `a b c` numbers, `p q` booleans and `s t` texts for each entity; `x y z` numbers, `o`
/// a boolean and `u` a text for the tick.
struct Table {
  private let columns: [(name: String, kind: Cells.Kind, cadence: Cadence, column: Column)]
  let rows: Int

  init(_ columns: KeyValuePairs<String, String>, rows: Int? = nil) {
    self.columns = columns.map { name, cells in
      let (kind, cadence) = Self.meaning(name)
      return (name, kind, cadence, Cells.column(cells, kind))
    }
    self.rows = rows ?? self.columns.first { $0.cadence == .perEntity }?.column.count ?? 1
  }

  private static func meaning(_ name: String) -> (Cells.Kind, Cadence) {
    switch name.first {
    case "p", "q": (.boolean, .perEntity)
    case "s", "t": (.text, .perEntity)
    case "x", "y", "z": (.number, .perTick)
    case "o": (.boolean, .perTick)
    case "u": (.text, .perTick)
    default: (.number, .perEntity)
    }
  }

  /// The cells that a formula gives; a structured form is written as YAML in braces.
  func callAsFunction(_ formula: String) throws -> String {
    let (program, register) = try program(formula)
    for column in columns where column.column.count != (column.cadence == .perTick ? 1 : rows) {
      throw Refused(messages: ["the test's column `\(column.name)` has \(column.column.count) rows"], formula: formula)
    }
    var evaluator = Evaluator(program)
    let evaluation = evaluator.evaluate(inputs: columns.map(\.column), rows: rows)
    return Cells.text(evaluation[register], Self.kind(program.info(register).type))
  }

  func program(_ formula: String) throws -> (Program, Register) {
    var bag = DiagnosticBag()
    var builder = ProgramBuilder()
    for (name, kind, cadence, _) in columns {
      let type: ValueType = kind == .text ? .text : kind == .boolean ? .boolean : .number(.ratio)
      builder.define(name, as: builder.addInput(type: type, cadence: cadence))
    }
    let file = SourceFile(path: "table.yaml", text: formula.hasPrefix("{") ? "v: \(formula)\n" : "v: |-\n  \(formula)\n")
    guard case .mapping(let entries)? = YAMLDocument.parse(file, into: &bag)?.content, let entry = entries.first,
      let expression = Expression.read(entry.value, into: &bag),
      let register = builder.compile(expression, expected: nil, into: &bag), bag.isEmpty
    else { throw Refused(messages: bag.sorted.map(\.message), formula: formula) }
    return (builder.finish(), register)
  }

  var inputs: [Column] { columns.map(\.column) }

  static func kind(_ type: ValueType) -> Cells.Kind {
    switch type {
    case .text: .text
    case .boolean: .boolean
    case .number, .time: .number
    }
  }

  /// A formula did not compile.
  struct Refused: Error {
    let messages: [String]
    let formula: String
  }
}
