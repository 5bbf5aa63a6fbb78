internal import Diagnostics
internal import Governor
internal import Policy

/// What a program is asked for, in the words of the protocol.
struct ExecQuestion {
  /// The members of the question beside those of every one.
  let members: [(String, String)]
  /// How many records the request has; of a program that finds entities, the answer says so.
  let rows: Int
  /// The rows that are asked for: one without a key is absent, and the program does not see it.
  let asked: [Int]
  let findsEntities: Bool

  /// Whether no row has a key.
  var isEmpty: Bool { !findsEntities && asked.isEmpty }

  init(_ request: ReadRequest, findsEntities: Bool) {
    let rows = findsEntities ? 0 : request.entities?.count ?? 1
    let keys = request.keys.first
    let asked = (0..<rows).filter { row in keys.map { row < $0.count && $0.states[row].isPresent } ?? true }
    let fields = request.fields.map { ($0.key, JSONText.string($0.kind.rawValue)) }
    var members = [
      ("ask", JSONText.string(findsEntities ? "find" : "read")), ("fields", JSONText.object(fields)),
      ("wanted", JSONText.array(request.wanted.map { JSONText.string(request.fields[$0].key) })),
    ]
    if let entities = request.entities, !findsEntities {
      members.append(("entities", JSONText.array(asked.map { JSONText.string(entities.name($0)) })))
    }
    if let keys { members.append(("keys", JSONText.array(asked.map { JSONText.string(keys.texts.string(row: $0)) }))) }
    self.members = members
    self.rows = rows
    self.asked = asked
    self.findsEntities = findsEntities
  }
}
