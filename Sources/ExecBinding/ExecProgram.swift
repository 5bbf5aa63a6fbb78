internal import ChildProcess
public import Diagnostics
public import Governor
internal import Synchronization

/// A program that answers questions: one JSON object in a line, one JSON object back, told apart by their `id`.
public final class ExecProgram: Sendable {
  /// What the lines are called by; a change that old programs cannot live with makes it 2.
  public static let version = 1

  /// What faults and messages call it.
  public let place: String
  private let child: ChildProcess
  private let lastID = Mutex(0)

  /// A program that is not started yet.
  public init(_ command: ExecCommand, in context: BuildContext) {
    let place = command.place
    let log = context.log
    self.place = place
    child = ChildProcess(command.child) { log.write(place, $0) }
  }

  /// Asks, and gives the answer: an object without `error`. The members' values are JSON already.
  public func ask(_ members: [(String, String)], until deadline: ContinuousClock.Instant) async throws(PluginFault) -> JSONValue {
    let id = lastID.withLock { last in
      last += 1
      return last
    }
    let left = max(deadline - .now, .zero).components
    let milliseconds = Int(left.seconds) * 1000 + Int(left.attoseconds / 1_000_000_000_000_000)
    let head = [("version", "\(Self.version)"), ("id", "\(id)"), ("timeout_ms", "\(milliseconds)")]
    let line = Array(JSONText.object(head + members).utf8)
    do {
      return try await child.exchange(line, until: deadline) { [place] in try Self.answer($0, to: id, place) }
    } catch let error as ChildError {
      throw PluginFault(error.kind == .invalid ? .invalid : .unreachable, place: place, message: error.message)
    } catch let fault as PluginFault {
      throw fault
    } catch {
      throw PluginFault(.invalid, place: place, message: "\(error)".shown(limit: 200))
    }
  }

  /// Ends the program. May come twice.
  public func close() async { await child.close() }

  /// The answer that a line is; nil for one to an earlier question, which nobody waits for any more.
  private static func answer(_ line: [UInt8], to id: Int, _ place: String) throws -> JSONValue? {
    func invalid(_ message: String) -> PluginFault { PluginFault(.invalid, place: place, message: message) }
    let value: JSONValue
    do {
      value = try JSONReader.read(line)
    } catch {
      throw invalid("wrote a line that is not JSON: \(error)")
    }
    guard case .object = value else { throw invalid("answered with \(value.kind), and an answer is an object") }
    guard let number = value["id"] else { throw invalid("answered without `id`") }
    guard let answered = number.integer else { throw invalid("answered with an `id` that is \(number.kind) and no whole number") }
    guard answered <= id else { throw invalid("answered question \(answered), and the last one was \(id)") }
    guard answered == id else { return nil }
    switch value["error"] {
    case nil, .null?: return value
    case .text(let text)?: throw PluginFault(.unreachable, place: place, message: "says `\(text.shown(limit: 300))`")
    case let other?: throw invalid("answered with an `error` that is \(other.kind) and no text")
    }
  }
}
