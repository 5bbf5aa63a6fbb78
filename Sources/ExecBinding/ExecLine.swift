internal import ChildProcess
internal import Diagnostics
internal import Governor

/// A line that a program wrote when it was asked.
struct ExecLine {
  /// More of it is not quoted.
  private static let limit = 60

  private let bytes: [UInt8]
  private let place: String
  private let command: ChildCommand

  init(_ bytes: [UInt8], _ place: String, _ command: ChildCommand) {
    self.bytes = bytes
    self.place = place
    self.command = command
  }

  /// What it is to question `id`: the answer is an object with this `id`. Throws where it has the `id` and is of no use, or says that there is no
  /// answer; whatever else stands there was perhaps written by a library, and the answer may follow.
  func verdict(on id: Int) throws(PluginFault) -> ChildLine<JSONValue> {
    let value: JSONValue
    do {
      value = try JSONReader.read(bytes)
    } catch {
      // The reason may quote a piece of the line.
      let why = "which is not JSON: \(command.withoutSecrets("\(error)"))"
      guard names(id) else { return .stray(why: why, isNear: isObject) }
      throw invalid("wrote \(command.quoted(bytes, limit: Self.limit)), \(why)")
    }
    guard case .object = value else { return .stray(why: "which is \(value.kind), and an answer is an object", isNear: false) }
    guard let number = value["id"] else { return .stray(why: "which has no `id`", isNear: true) }
    if case .text("\(id)") = number { throw invalid("answered with an `id` that is a text and no whole number") }
    guard let answered = number.integer else { return .stray(why: "whose `id` is \(number.kind) and no whole number", isNear: true) }
    guard answered <= id else { return .stray(why: "which answers question \(answered), and the last one was \(id)", isNear: true) }
    guard answered == id else { return .late }
    switch value["error"] {
    case nil, .null?: return .answer(value)
    case .text(let text)?:
      throw PluginFault(
        .unreachable, place: place, message: "says `\(command.withoutSecrets(text).shown(limit: 300))`",
        help: "the program has what it needs here, its variables under `environment` included")
    case let other?: throw invalid("answered with an `error` that is \(other.kind) and no text")
    }
  }

  private func invalid(_ message: String) -> PluginFault { PluginFault(.invalid, place: place, message: message) }

  /// Whether it begins as an object does.
  private var isObject: Bool { bytes.first { !Self.isBlank($0) } == 0x7B }

  /// Whether it has the number of the question, though it is not JSON: nothing better will come, so that nobody need wait for it.
  private func names(_ id: Int) -> Bool {
    guard isObject else { return false }
    let key = Array("\"id\"".utf8)
    let digits = Array("\(id)".utf8)
    var rest = bytes[...]
    while let quote = rest.firstIndex(of: 0x22) {
      rest = rest[quote...]
      guard rest.starts(with: key) else {
        rest = rest.dropFirst()
        continue
      }
      rest = rest.dropFirst(key.count)
      let colon = rest.drop(while: Self.isBlank)
      guard colon.first == 0x3A else { continue }
      let number = colon.dropFirst().drop(while: Self.isBlank)
      guard number.starts(with: digits) else { continue }
      if number.dropFirst(digits.count).first.map({ !(0x30...0x39).contains($0) }) ?? true { return true }
    }
    return false
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
}
